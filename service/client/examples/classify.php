<?php
// PHP 8 with curl: what does a micro restaurant on land need? php classify.php http://127.0.0.1:8981 56101
[, $base, $code] = $argv;
$question = ["activity" => ["kbliCode" => $code, "scale" => "BUSINESS_SCALE_MICRO", "locations" => ["LOCATION_TYPE_LAND"]]];
$curl = curl_init("$base/izin.v1.PermitClassificationService/ClassifyActivity");
curl_setopt_array($curl, [
    CURLOPT_POSTFIELDS => json_encode($question),
    CURLOPT_HTTPHEADER => ["Content-Type: application/json"],
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 10,
]);
$answer = json_decode((string) curl_exec($curl));
if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
    fwrite(STDERR, ($answer->message ?? curl_error($curl)) . "\n");
    exit(1);
}
$permits = array_column($answer->classification->permits, "code");
echo implode(" ", [$code, $answer->classification->riskLevel, ...$permits]), "\n";
