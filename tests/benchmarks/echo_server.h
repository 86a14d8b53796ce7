// Minimal servers of the transport of izind: every call is answered with the same bytes.

#ifndef IZIN_TESTS_BENCHMARKS_ECHO_SERVER_H_
#define IZIN_TESTS_BENCHMARKS_ECHO_SERVER_H_

#include <string>

namespace izin {

// Serves until killed; says where on standard output as izind does. Kinds:
//   callback  ClassifyActivity; a message of `bytes` is copied and serialised for each call
//   raw       ClassifyActivity; bytes as they are
//   batch     BatchClassifyActivities; bytes as they are
// Exit code 2 for another kind.
int ServeEcho(const std::string& kind, int bytes);

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_ECHO_SERVER_H_
