"""Plain prose in several scripts, with sentences and signs, to be set on pages."""

from __future__ import annotations

ENGLISH = (
    "Thank you for your letter of last Tuesday. We have looked into the matter, and the parts you asked about "
    "will leave our store on Friday; they should be with you early next week. Please check the list below, sign "
    "it, and send it back to us. If anything is missing, call Mrs. Whitby, who keeps the books. The price stays "
    "as agreed: no charge is made for packing, but the freight, as before, is yours. Kind regards, the workshop."
)
GERMAN = (
    "Vielen Dank für Ihren Brief vom Dienstag. Wir haben die Sache geprüft, und die bestellten Teile verlassen "
    "unser Lager am Freitag; Sie dürften sie Anfang der Woche erhalten. Bitte prüfen Sie die Liste, unterschreiben "
    "Sie sie, und schicken Sie sie zurück. Fehlt etwas, so rufen Sie Frau Huber an. Der Preis bleibt, wie wir ihn "
    "vereinbart haben: die Verpackung kostet nichts, die Fracht tragen, wie bisher, Sie. Mit freundlichen Grüßen."
)
RUSSIAN = (
    "Благодарим вас за письмо от вторника. Мы проверили, что произошло, и детали, о которых вы спрашивали, уйдут "
    "со склада в пятницу; они должны быть у вас в начале недели. Пожалуйста, проверьте список, подпишите его и "
    "пришлите нам обратно. Если чего-то не хватает, позвоните в контору. Цена прежняя, как договорились: упаковка "
    "ничего не стоит, перевозку, как и раньше, оплачиваете вы. С уважением, мастерская."
)
GREEK = (
    "Σας ευχαριστούμε για το γράμμα σας. Ελέγξαμε το θέμα, και τα εξαρτήματα που ζητήσατε θα φύγουν από την "
    "αποθήκη την Παρασκευή. Παρακαλούμε ελέγξτε τη λίστα, υπογράψτε την, και στείλτε την πίσω. Αν λείπει κάτι, "
    "τηλεφωνήστε μας. Η τιμή μένει όπως συμφωνήσαμε, χωρίς χρέωση για τη συσκευασία."
)
HEBREW = (
    "תודה על מכתבך מיום שלישי. בדקנו את העניין, והחלקים שביקשת ייצאו מהמחסן ביום שישי. נא לבדוק את הרשימה, "
    "לחתום עליה, ולשלוח אותה אלינו בחזרה. אם חסר משהו, נא להתקשר למשרד. המחיר נשאר כפי שסוכם, ללא תשלום על האריזה."
)
ARABIC = (
    "شكرا على رسالتكم يوم الثلاثاء. لقد نظرنا في الأمر، وستغادر القطع مخزننا يوم الجمعة. يرجى مراجعة القائمة، "
    "وتوقيعها، وإعادتها إلينا. إذا كان هناك شيء ناقص، فاتصلوا بالمكتب. يبقى السعر كما اتفقنا عليه."
)
CHINESE = (
    "感谢您星期二的来信。我们已经查明情况,您所询问的零件将于星期五从仓库发出,预计下周初送达。请核对下面的清单,"
    "签字后寄回。如有缺少,请致电办公室。价格不变,包装免费,运费仍由贵方承担。此致敬礼。"
)
DIGITS = (
    "4 711 020,00 | 1 883 915,20 | 60 400,08 | 2 977 610,55 | 731 046,90 | 18 250,00 | 55 301,47 | 902 318,33"
)

TEXTS = {
    "English": ENGLISH,
    "German": GERMAN,
    "Russian": RUSSIAN,
    "Greek": GREEK,
    "Hebrew": HEBREW,
    "Arabic": ARABIC,
    "Chinese": CHINESE,
    "digits": DIGITS,
    "capitals": ENGLISH.upper(),
}
