// Instead of postgres.cc where libpq is not installed.

#include <iostream>

#include "tests/benchmarks/postgres.h"

namespace izin {

Run StartPostgres(const std::filesystem::path& /*folder*/, const std::vector<std::string>& /*keys*/,
                  const std::vector<std::string>& /*answers*/) {
  std::cerr << "PostgreSQL: libpq was not installed when this was built\n";
  return nullptr;
}

}  // namespace izin
