<?php
// PHP's SoapClient on the WSDLs that the service in a box serves. Usage: client.php URL. Prints what came of it as JSON.

ini_set('soap.wsdl_cache_enabled', '0');
$url = $argv[1];

function service(string $url, string $path, string $namespace): SoapClient
{
    $client = new SoapClient("$url/soap/1.1/$path?WSDL", ['cache_wsdl' => WSDL_CACHE_NONE, 'exceptions' => true]);
    $token = ['Username' => 'demo-key', 'Password' => 'demo-secret'];
    $client->__setSoapHeaders(new SoapHeader($namespace, 'UsernameToken', (object) $token));
    return $client;
}

$cover = service($url, 'cover', 'urn:ApiServiceCover');
$document = service($url, 'document', 'urn:ApiServiceDocument');
$faxout = service($url, 'faxout', 'urn:ApiServiceFaxout');
$inbox = service($url, 'faxin/message', 'urn:ApiServiceFxiMessage');
$inventory = service($url, 'faxin/inventory', 'urn:ApiServiceFxiInventory');

$bytes = "Hello from PHP\fsecond page";
$file = ['fileName' => 'hello.txt', 'fileSize' => strlen($bytes), 'fileCheck' => md5($bytes), 'fileData' => $bytes];
$sender = ['Name' => 'PHP'];
$everybody = [
    ['Number' => '+375291111110', 'Name' => 'Анна', 'messageRef' => 'php-1'],
    ['Number' => '+375291111117', 'Company' => 'ACME', 'messageRef' => 'php-2'],
];
$page = ['pageNumber' => 0, 'pageSize' => 10];

$seen = [];
$seen['covers'] = count($cover->listCovers()->items);
$seen['upload'] = $document->uploadDocument(['documentRef' => 'php-doc', 'documentFile' => $file])->stateCode;
$seen['again'] = $document->uploadDocument(['documentRef' => 'php-doc', 'documentFile' => $file])->stateCode;
$seen['check'] = $document->checkDocument('php-doc')->fileCheck === md5($bytes);
$seen['download'] = $document->downloadDocument('php-doc')->Document->fileData === $bytes;
$submitted = $faxout->Submit([
    'broadcastRef' => 'php-b', 'sendQuality' => 'FINE', 'sendMode' => 'TEXT', 'Sender' => $sender,
    'Recipients' => $everybody, 'Documents' => [['documentRef' => 'php-doc']],
]);
$seen['submit'] = $submitted->stateCode;
$seen['reports'] = array_map(fn ($report) => $report->stateCode, $submitted->reportRecipients);
$seen['list'] = count($faxout->listRecipients(['pagination' => $page])->items);
$seen['cancel'] = $faxout->Cancel(['messageRefs' => ['php-1', 'php-2']])->countTotal;
$seen['balance'] = $faxout->getBalance()->balanceCurrency;
$seen['faxes'] = $inbox->countFaxes(['hasFile' => true])->itemsCount;
$seen['fax'] = substr($inbox->downloadFax('demo-order', true)->Document->fileData, 0, 5);
$seen['dids'] = array_map(fn ($did) => $did->state, $inventory->listDids()->items);
$seen['group'] = $inventory->getDidGroup('US-LA')->items[0]->cityName;
echo json_encode($seen, JSON_UNESCAPED_UNICODE);
