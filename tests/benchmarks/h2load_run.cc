#include "tests/benchmarks/h2load_run.h"

#include <array>
#include <cstdio>

#include "absl/strings/str_cat.h"

namespace izin {

std::string Framed(const std::string& message) {
  std::string frame(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8)
    frame.push_back(static_cast<char>((message.size() >> shift) & 0xff));
  return frame + message;
}

std::string RunH2load(const std::string& program, const std::string& address,
                      const std::string& body, const std::string& flags) {
  const std::string command =
      absl::StrCat("'", program, "' -t1 ", flags, " -d '", body,
                   "' -H 'content-type: application/grpc' -H 'te: trailers' 'http://", address,
                   "/izin.v1.PermitClassificationService/ClassifyActivity' 2>&1");
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 4096> part{};
  while (const std::size_t size = fread(part.data(), 1, part.size(), pipe))
    output.append(part.data(), size);
  pclose(pipe);
  return output;
}

}  // namespace izin
