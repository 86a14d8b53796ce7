// A server that can do nothing but refuse.

#ifndef IZIN_TESTS_CHAOS_REFUSING_SERVER_H_
#define IZIN_TESTS_CHAOS_REFUSING_SERVER_H_

namespace izin {

// Serves on loopback until it is killed, and says where as izind does: each call of one activity,
// of a batch and of a search is refused with the status of a server that is full, ready made,
// before a byte of it is parsed. What that takes is what the library takes for any refusal. Does
// not return but with 1, where it cannot listen.
int ServeRefusals();

}  // namespace izin

#endif  // IZIN_TESTS_CHAOS_REFUSING_SERVER_H_
