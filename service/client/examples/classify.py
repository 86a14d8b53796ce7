# Python 3: what does a micro restaurant on land need? python3 classify.py http://127.0.0.1:8981 56101
import json
import sys
import urllib.error
import urllib.request

base, code = sys.argv[1:3]
question = {"activity": {"kbliCode": code, "scale": "BUSINESS_SCALE_MICRO", "locations": ["LOCATION_TYPE_LAND"]}}
request = urllib.request.Request(f"{base}/izin.v1.PermitClassificationService/ClassifyActivity",
                                 json.dumps(question).encode(), {"Content-Type": "application/json"})
try:
    with urllib.request.urlopen(request, timeout=10) as response:
        answer = json.load(response)["classification"]
except urllib.error.HTTPError as error:
    sys.exit(json.load(error)["message"])
print(answer["kbliCode"], answer["riskLevel"], *(permit["code"] for permit in answer["permits"]))
