// Asks servers what a micro business on land needs: client_example TARGET KBLI
#include <iostream>

#include "service/client/client.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: client_example TARGET KBLI\n";
    return 2;
  }
  const absl::StatusOr<izin::Client> client = izin::Client::Create({.target = argv[1]});
  if (!client.ok()) {
    std::cerr << client.status() << "\n";
    return 2;
  }
  izin::v1::ClassifyActivityRequest request;
  request.mutable_activity()->set_kbli_code(argv[2]);
  request.mutable_activity()->set_scale(izin::v1::BUSINESS_SCALE_MICRO);
  request.mutable_activity()->add_locations(izin::v1::LOCATION_TYPE_LAND);
  const auto response = client->ClassifyActivity(request);
  if (!response.ok()) {
    std::cerr << response.status().message() << "\n";
    for (const izin::FieldFault& fault : izin::FaultsOf(response.status()))
      std::cerr << fault.field << ": " << fault.id << "\n";
    return 1;
  }
  const izin::v1::Classification& answer = response->classification();
  std::cout << answer.kbli_code() << " " << izin::v1::RiskLevel_Name(answer.risk_level()) << "\n";
  for (const izin::v1::Permit& permit : answer.permits()) std::cout << permit.code() << "\n";
  return 0;
}
