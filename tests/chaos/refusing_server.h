// A server that can do little but refuse.

#ifndef IZIN_TESTS_CHAOS_REFUSING_SERVER_H_
#define IZIN_TESTS_CHAOS_REFUSING_SERVER_H_

namespace izin {

// Of batches that are not refused.
struct Answering {
  int every = 0;    // of so many batches one is answered; 0 = none is
  int work_us = 0;  // of the processor, for each answer
  int bytes = 0;    // of an answer
};

// Serves on loopback until it is killed, and says where as izind does: each call of one activity,
// of a batch and of a search is refused with the status of a server that is full, ready made,
// before a byte of it is parsed. What that takes is what the library takes for any refusal. With
// `answering` it knows of each batch at once whether to answer it, which no server can. Does not
// return but with 1, where it cannot listen.
int ServeRefusals(const Answering& answering);

}  // namespace izin

#endif  // IZIN_TESTS_CHAOS_REFUSING_SERVER_H_
