// Prints an answer that a server gave, from its database: reader_example FOLDER NAME
#include <iostream>

#include "service/store/cache_reader.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: reader_example FOLDER NAME\n";
    return 2;
  }
  const absl::StatusOr<izin::CacheReader> reader = izin::CacheReader::Open(argv[1]);
  if (!reader.ok()) {
    std::cerr << reader.status() << "\n";
    return 3;
  }
  const absl::StatusOr<izin::v1::Classification> answer = reader->Get(argv[2]);
  if (!answer.ok()) {
    std::cerr << answer.status() << "\n";
    return 1;
  }
  std::cout << answer->kbli_code() << " " << izin::v1::RiskLevel_Name(answer->risk_level()) << "\n";
  for (const izin::v1::Permit& permit : answer->permits()) std::cout << permit.code() << "\n";
  return 0;
}
