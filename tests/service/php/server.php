<?php
// A byFax service made by PHP's own SoapServer over the published WSDLs: a SOAP stack that isn't ours.
// It keeps what it was asked in a log and gives answers that exercise what SOAP encoding allows.

ini_set('soap.wsdl_cache_enabled', '0');
$wsdls = [
    '/soap/1.1/cover' => 'cover',
    '/soap/1.1/document' => 'document',
    '/soap/1.1/faxout' => 'faxout',
    '/soap/1.1/faxin/message' => 'message',
    '/soap/1.1/faxin/inventory' => 'inventory',
];

function record(array $fields): stdClass
{
    return (object) $fields;
}

function done(array $fields = []): stdClass
{
    return record(['stateCode' => 'SUCCESS', 'stateMessage' => null] + $fields);
}

function items(array $items): stdClass
{
    return done(['countResult' => count($items), 'countTotal' => count($items), 'items' => $items]);
}

function file_of(string $bytes, string $name): stdClass
{
    return record([
        'fileName' => $name,
        'fileMime' => 'application/octet-stream',
        'fileSize' => strlen($bytes),
        'fileCheck' => md5($bytes),
        'fileData' => $bytes,
    ]);
}

function message(string $ref): stdClass
{
    return done([
        'broadcastRef' => 'B1', 'sendRef' => null, 'messageRef' => $ref, 'jobState' => 'SUCCESS', 'jobStateEx' => 'SUCCESS',
        'localID' => 'BYFAX', 'remoteID' => 'ACME & SONS', 'callStarted' => '2026-11-23T10:00:00+03:00',
        'callEnded' => '2026-11-23T07:01:00Z', 'callDuration' => 60, 'attempt' => 1, 'recipientNumber' => '+375170000001',
        'pagesTotal' => 2, 'pagesSent' => 2, 'faxSpeed' => 14400, 'cost' => 0.42, 'currency' => 'EUR',
    ]);
}

function processed(stdClass $request): stdClass
{
    $rows = [];
    foreach ($request->messageRefs ?? [] as $ref) {
        $rows[] = done(['broadcastRef' => 'B1', 'sendRef' => null, 'messageRef' => $ref, 'jobState' => 'PAUSED',
            'jobAttempt' => null, 'recipientNumber' => '+375170000001']);
    }
    return items($rows);
}

function submitted(stdClass $request, array $recipients): stdClass
{
    $reports = [];
    foreach ($recipients as $recipient) {
        $good = str_starts_with($recipient->Number, '+');
        $reports[] = record(['stateCode' => $good ? 'SUCCESS' : 'INVALID_NUMBER', 'stateMessage' => null,
            'messageRef' => $recipient->messageRef ?? 'made-by-service', 'recipientNumber' => $recipient->Number]);
    }
    return done(['broadcastRef' => $request->broadcastRef, 'sendRef' => null, 'reportRecipients' => $reports,
        'reportDocuments' => []]);
}

class Service
{
    public function __call(string $name, array $arguments): mixed
    {
        if ($name === 'UsernameToken') {
            file_put_contents(getenv('BYFAX_PHP_LOG'), "header {$arguments[0]->Username}\n", FILE_APPEND);
            return null;
        }
        $seen = json_encode($arguments, JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_UNESCAPED_UNICODE);
        file_put_contents(getenv('BYFAX_PHP_LOG'), "$name " . ($seen ?: '[]') . "\n", FILE_APPEND);
        $request = $arguments[0] ?? null;
        switch ($name) {
            case 'addCover':
                $file = $arguments[1];
                return done(['coverRef' => 'C9', 'fileSize' => strlen($file->fileData), 'fileCheck' => md5($file->fileData),
                    'fileMime' => $file->fileMime ?? null]);
            case 'listCovers':
            case 'getCover':
                $cover = record(['coverRef' => 'C1', 'coverTitle' => 'Стандарт <1>']);
                return items([$cover, $cover, record(['coverRef' => 'C2', 'coverTitle' => null])]);
            case 'downloadCover':
            case 'getCoverPreview':
                return done(['Document' => file_of("cover\0bytes", '../../cover.docx')]);
            case 'uploadDocument':
                $file = $request->documentFile;
                return done(['documentRef' => $request->documentRef ?? 'made', 'documentType' => 'PDF',
                    'fileSize' => strlen($file->fileData), 'fileCheck' => md5($file->fileData), 'fileMime' => null]);
            case 'checkDocument':
                return $request === 'missing'
                    ? record(['stateCode' => 'FILE_NOT_FOUND', 'stateMessage' => 'no such file'])
                    : done(['documentRef' => $request, 'documentType' => 'HOLOGRAM', 'fileSize' => 5, 'fileCheck' => 'x']);
            case 'downloadDocument':
                $bytes = str_repeat('0123456789abcdef', (int) $request * 65536);
                return done(['Document' => file_of($bytes, 'big.bin')]);
            case 'getDocumentPreview':
                return $arguments[1] === 'STANDARD'
                    ? record(['stateCode' => 'FILE_PREVIEW_NOT_READY', 'stateMessage' => null, 'Document' => null])
                    : done(['Document' => file_of('%PDF-', 'p.pdf'), 'pages' => 3]);
            case 'Submit':
                return submitted($request, $request->Recipients);
            case 'SubmitMessage':
                $recipient = record(['Number' => $request->Recipient->Number, 'messageRef' => $request->messageRef]);
                return submitted($request, [$recipient]);
            case 'Resubmit':
            case 'Pause':
            case 'Resume':
            case 'Cancel':
                return processed($request);
            case 'Download':
            case 'downloadFax':
                return done(['Document' => file_of('II*' . ($arguments[1] ? 'pdf' : 'tiff'), 'fax'), 'pages' => 1]);
            case 'countBrodcasts':
            case 'countRecipients':
            case 'countFaxes':
                return done(['itemsCount' => count($request->broadcastRefs ?? [1, 2, 3])]);
            case 'listBrodcasts':
                $row = done(['broadcastRef' => 'B1', 'jobState' => 'TELEPORTING', 'jobStateEx' => 'NEVER_HEARD',
                    'jobCreated' => '2026-11-23T10:00:00', 'recipientCount' => 2, 'price' => 0.1, 'cost' => 1.0E-5,
                    'currency' => 'EUR']);
                return items(($request->broadcastRefs ?? null) === ['none'] ? [] : [$row]);
            case 'listRecipients':
                $twice = message('M1');
                return items([$twice, $twice, message('M2')]);
            case 'getBalance':
                return done(['balanceValue' => 25.5, 'balanceCurrency' => 'EUR']);
            case 'listFaxes':
                return items([record(['refID' => 'F1', 'recipientE164' => '+375170000001', 'senderE164' => '+4930123456',
                    'state' => 'SUCCESS', 'dateReceived' => '2026-11-23T09:00:00Z', 'durationCall' => 30,
                    'remoteSID' => '=SUM(1)', 'pages' => 2, 'ecm' => true, 'quality' => 'FINE', 'compression' => 'MMR',
                    'hasFile' => true])]);
            case 'listCountries':
                return items([record(['iso2' => 'BY', 'iso3' => 'BLR', 'hasStates' => false, 'hasRegulation' => true,
                    'phoneCode' => '375'])]);
            case 'listStates':
                return items([record(['stateCodeA2' => 'CA', 'countryCodeA3' => $request, 'stateName' => 'California'])]);
            case 'listDidGroups':
            case 'getDidGroup':
                return items([record(['refID' => 'G1', 'countryCodeA3' => 'BLR', 'cityName' => 'Minsk',
                    'phoneCode' => '375', 'areaCode' => '17', 'didType' => 'GEOGRAPHIC', 'isAvailable' => true,
                    'hasRegulation' => false, 'regProofRequired' => false])]);
            case 'listDids':
                return items([record(['didRef' => 'D1', 'didGroupRef' => 'G1', 'state' => 'ACTIVE',
                    'didE164' => '+375170000001', 'didFormatted' => '+375 17 000-00-01', 'didCountryCodeA3' => 'BLR',
                    'didPhoneCode' => '375', 'didAreaCode' => '17', 'didType' => 'GEOGRAPHIC', 'inboxCount' => 18,
                    'canExtend' => true, 'canRestore' => false, 'canCancel' => true, 'reservedAt' => null,
                    'reservedTill' => '2027-01-01T00:00:00+03:00'])]);
            default:
                return done();
        }
    }
}

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (!isset($wsdls[$path])) {
    http_response_code(404);
    return;
}
$server = new SoapServer(getenv('BYFAX_WSDLS') . "/{$wsdls[$path]}.wsdl", ['cache_wsdl' => WSDL_CACHE_NONE]);
$server->setObject(new Service());
$server->handle();
