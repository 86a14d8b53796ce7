// Load over gRPC: an asynchronous client that replays encoded requests, on one thread.

#ifndef IZIN_TESTS_BENCHMARKS_LOAD_H_
#define IZIN_TESTS_BENCHMARKS_LOAD_H_

#include <string>
#include <vector>

#include <grpcpp/support/byte_buffer.h>

#include "tests/benchmarks/meter.h"
#include "tests/benchmarks/server_process.h"

namespace izin {

struct Calls {
  const char* method = nullptr;
  const std::vector<grpc::ByteBuffer>* requests = nullptr;
  int channels = 1;  // a connection each
  int streams = 1;   // of each channel, one call at a time in each
};

// One window over connections of its own. Ends the program with exit code 3 if a call fails.
Window RunCalls(const Calls& calls, const ServerProcess& server, double seconds);

// The same of messages over one call of both directions on one connection, `streams` of them
// unanswered at a time.
Window RunStream(const Calls& calls, const ServerProcess& server, double seconds);

// So many calls over connections of their own, requests from the first on.
void ReplayCalls(const Calls& calls, const ServerProcess& server, std::size_t count);

// The answers to all requests, one after the other; encoded.
std::vector<std::string> Fetch(const std::string& address, const char* method,
                               const std::vector<grpc::ByteBuffer>& requests);

// Whether the server takes a connection within so many seconds.
bool Connects(const std::string& address, int seconds);

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_LOAD_H_
