// h2load, a client of HTTP/2 that knows nothing of gRPC and takes little of a core for a call.

#ifndef IZIN_TESTS_BENCHMARKS_H2LOAD_RUN_H_
#define IZIN_TESTS_BENCHMARKS_H2LOAD_RUN_H_

#include <string>

namespace izin {

// A message as gRPC frames it: not compressed, its length, itself.
std::string Framed(const std::string& message);

// What it prints when the file `body` is sent to ClassifyActivity of the server at `address`, with
// further `flags`: "-c1 -m32 -n 20000". REQUIRES: `program` is its path.
std::string RunH2load(const std::string& program, const std::string& address,
                      const std::string& body, const std::string& flags);

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_H2LOAD_RUN_H_
