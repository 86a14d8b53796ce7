<?php
// PHP with its curl: asks every case by POST of JSON. client.php ADDRESS CASES
[, $address, $cases] = $argv;
$curl = curl_init();
foreach (json_decode(file_get_contents($cases)) as $case) {
    curl_setopt_array($curl, [
        CURLOPT_URL => "http://$address/$case->method",
        CURLOPT_POSTFIELDS => json_encode($case->request),
        CURLOPT_HTTPHEADER => ["Content-Type: application/json", "Connect-Protocol-Version: 1"],
        CURLOPT_ENCODING => "gzip",
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 30,
    ]);
    $body = curl_exec($curl);
    if ($body === false) {
        fwrite(STDERR, "$case->name: " . curl_error($curl) . "\n");
        exit(1);
    }
    $line = ["name" => $case->name, "status" => curl_getinfo($curl, CURLINFO_RESPONSE_CODE), "body" => $body];
    echo json_encode($line, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR), "\n";
}
