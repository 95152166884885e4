<?php
// The sending half of a byFax service that remembers, made by PHP's own SoapServer over the published WSDLs.

ini_set('soap.wsdl_cache_enabled', '0');
$wsdls = ['/soap/1.1/document' => 'document', '/soap/1.1/faxout' => 'faxout', '/soap/1.1/faxin/inventory' => 'inventory'];

function answer(string $code, array $fields = []): stdClass
{
    return (object) (['stateCode' => $code, 'stateMessage' => null] + $fields);
}

function listed(array $items, stdClass $request): stdClass
{
    $page = $request->pagination;
    $some = array_slice($items, $page->pageNumber * $page->pageSize, $page->pageSize);
    return answer('SUCCESS', ['countResult' => count($some), 'countTotal' => count($items), 'items' => $some]);
}

class Outbox
{
    public function __call(string $name, array $arguments): mixed
    {
        if ($name === 'UsernameToken') {
            return null;
        }
        $file = getenv('BYFAX_PHP_STATE');
        $state = is_file($file) ? unserialize(file_get_contents($file)) : ['documents' => [], 'broadcasts' => [], 'messages' => []];
        $result = $this->$name($state, ...$arguments);
        file_put_contents($file, serialize($state));
        return $result;
    }

    private function checkDocument(array &$state, string $ref): stdClass
    {
        $bytes = $state['documents'][$ref] ?? null;
        return $bytes === null ? answer('FILE_NOT_FOUND') : answer('SUCCESS', ['documentRef' => $ref,
            'documentType' => 'PLAIN_TEXT', 'fileSize' => strlen($bytes), 'fileCheck' => md5($bytes)]);
    }

    private function uploadDocument(array &$state, stdClass $document): stdClass
    {
        if (isset($state['documents'][$document->documentRef])) {
            return answer('FILE_REFERENCE_DUPLICATE');
        }
        $state['documents'][$document->documentRef] = $document->documentFile->fileData;
        return $this->checkDocument($state, $document->documentRef);
    }

    private function getDocumentPreview(array &$state, string $ref, string $quality, string $conversion): stdClass
    {
        $state['asked'][] = [$ref, $quality, $conversion];
        if (!isset($state['documents'][$ref])) {
            return answer('FILE_NOT_FOUND');
        }
        if (count($state['asked']) < 3) {
            return answer('FILE_PREVIEW_NOT_READY');
        }
        $pages = '%PDF-1.7 ' . implode(' ', end($state['asked']));
        return answer('SUCCESS', ['pages' => 1, 'Document' => (object) ['fileName' => '../x.pdf', 'fileMime' => 'application/pdf',
            'fileSize' => strlen($pages), 'fileCheck' => md5($pages), 'fileData' => $pages]]);
    }

    private function Submit(array &$state, stdClass $request): stdClass
    {
        if (isset($state['broadcasts'][$request->broadcastRef])) {
            return answer('CONTAINER_EXISTS');
        }
        foreach ($request->Documents as $document) {
            if (!isset($state['documents'][$document->documentRef])) {
                return answer('FILE_NOT_FOUND');
            }
        }
        $state['broadcasts'][$request->broadcastRef] = answer('SUCCESS', ['broadcastRef' => $request->broadcastRef,
            'jobState' => 'QUEUED', 'jobCreated' => gmdate('Y-m-d\TH:i:s'), 'recipientCount' => count($request->Recipients),
            'price' => 0.07, 'cost' => 0.0, 'currency' => 'EUR']);
        $reports = [];
        foreach ($request->Recipients as $recipient) {
            $reports[] = answer('SUCCESS', ['messageRef' => $recipient->messageRef, 'recipientNumber' => $recipient->Number]);
            $state['messages'][$recipient->messageRef] = answer('SUCCESS', ['broadcastRef' => $request->broadcastRef,
                'sendRef' => null, 'messageRef' => $recipient->messageRef, 'jobState' => 'SUBMITTED', 'callDuration' => 0,
                'attempt' => 0, 'recipientNumber' => $recipient->Number, 'pagesTotal' => 1, 'pagesSent' => 0,
                'faxSpeed' => 0, 'cost' => 0.0, 'currency' => 'EUR']);
        }
        return answer('SUCCESS', ['broadcastRef' => $request->broadcastRef, 'sendRef' => null, 'reportRecipients' => $reports,
            'reportDocuments' => []]);
    }

    private function listBrodcasts(array &$state, stdClass $request): stdClass
    {
        $refs = $request->broadcastRefs ?? null;
        $found = array_filter($state['broadcasts'], fn ($each) => $refs === null || in_array($each->broadcastRef, $refs));
        return listed(array_values($found), $request);
    }

    private function listRecipients(array &$state, stdClass $request): stdClass
    {
        [$broadcasts, $messages] = [$request->broadcastRefs ?? null, $request->messageRefs ?? null];
        $found = array_filter($state['messages'], fn ($each) => ($broadcasts === null || in_array($each->broadcastRef, $broadcasts))
            && ($messages === null || in_array($each->messageRef, $messages)));
        return listed(array_values($found), $request);
    }

    private function Cancel(array &$state, stdClass $request): stdClass
    {
        $rows = [];
        foreach ($state['messages'] as $message) {
            if (in_array($message->broadcastRef, $request->broadcastRefs ?? [])) {
                $message->jobState = 'CANCELLED';
                $state['broadcasts'][$message->broadcastRef]->jobState = 'CANCELLED';
                $rows[] = answer('SUCCESS', ['broadcastRef' => $message->broadcastRef, 'sendRef' => null,
                    'messageRef' => $message->messageRef, 'jobState' => 'CANCELLED', 'jobAttempt' => 0,
                    'recipientNumber' => $message->recipientNumber]);
            }
        }
        return answer('SUCCESS', ['countResult' => count($rows), 'countTotal' => count($rows), 'items' => $rows]);
    }
}

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$server = new SoapServer(getenv('BYFAX_WSDLS') . "/{$wsdls[$path]}.wsdl", ['cache_wsdl' => WSDL_CACHE_NONE]);
$server->setObject(new Outbox());
$server->handle();
