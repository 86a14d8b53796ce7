// Instead of redis.cc where hiredis is not installed.

#include <iostream>

#include "tests/benchmarks/redis.h"

namespace izin {

Run StartRedis(const std::filesystem::path& /*folder*/, const std::vector<std::string>& /*keys*/,
               const std::vector<std::string>& /*answers*/) {
  std::cerr << "Redis: hiredis was not installed when this was built\n";
  return nullptr;
}

}  // namespace izin
