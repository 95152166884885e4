"""The faxes that lie in the demo account's inbox: who sent them, when, and what they say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """A received fax; without pages, one that broke off before anything arrived."""

    ref: str
    sender: str
    station: str
    hours_ago: float
    pages: tuple[str, ...]
    quality: str = "FINE"
    to_first: bool = True


_ORDER = """


ACME GmbH · Invalidenstrasse 90 · 10115 Berlin


PURCHASE ORDER 2211-47


To:    Paper & Ink, Minsk
Date:  today


Pos.  Article                        Quantity     Price       Total
--------------------------------------------------------------------
 1    Copy paper A4, 80 g             40 boxes    21.50      860.00
 2    Toner, black, XL                 6 pcs      74.00      444.00
 3    Box files, 8 cm, grey          120 pcs       2.10      252.00
--------------------------------------------------------------------
                                     Sum EUR               1 556.00


Please deliver by Friday before noon, to the loading bay in the
courtyard. Our reference must stand on the delivery note.

Please sign page 2 and send it back to us by fax.


Anna Schmidt
Purchasing
"""

_ORDER_2 = """


ACME GmbH


ORDER CONFIRMATION

We accept purchase order 2211-47 as it stands.




Place, date      ______________________________



Signature        ______________________________
"""

_LAB = """


Клинико-диагностическая лаборатория № 4
г. Минск


РЕЗУЛЬТАТЫ ИССЛЕДОВАНИЯ


Показатель                 Результат      Норма
--------------------------------------------------------
Гемоглобин, г/л               142         130 - 160
Лейкоциты, 10^9/л             6,1         4,0 - 9,0
Тромбоциты, 10^9/л            236         180 - 320
СОЭ, мм/ч                       7           2 - 10
--------------------------------------------------------


Отклонений от нормы не выявлено.


Врач-лаборант                               Ц. Цветаева


(Образец. Все данные вымышлены.)
"""

_NOTE = """


Hello,

the meeting on Thursday begins half an hour later, at 10:30, in the
small hall on the second floor. Please bring the signed contract.

Until then
Bob Brown
"""

LETTERS = (
    Letter("demo-lab", "+375291234567", "LAB 4 MINSK", 51, (_LAB,), to_first=False),
    Letter("demo-note", "+442079460123", "BROWN AND CO", 27, (_NOTE,), quality="STANDARD"),
    Letter("demo-broken", "+74951234567", "", 20, ()),
    Letter("demo-order", "+4930123456", "ACME GMBH BERLIN", 3, (_ORDER, _ORDER_2)),
)
"""Invented, the oldest first."""
