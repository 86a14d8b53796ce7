// The connections of a server: taken in here, counted, and ended at the last.

#ifndef IZIN_SERVICE_SERVER_CONNECTIONS_H_
#define IZIN_SERVICE_SERVER_CONNECTIONS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <sys/types.h>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "service/server/listening_socket.h"

namespace izin {

// Accepts on a thread of its own. The library's listener ends for good at the first accept that
// fails, and knows no bound; this one never gives up, and holds so few connections that descriptors
// are left for the store.
//
// Whoever takes a connection closes it, and says nothing of it: a connection counts until its
// descriptor is seen to be another file. Thread-safe.
class Connections {
 public:
  struct Options {
    int max_open = 4096;
    // Takes the descriptor over. Called on the accepting thread.
    std::function<void(int listener, int connection)> take;
  };
  struct Counters {
    std::uint64_t taken = 0;
    std::uint64_t refused = 0;         // more than may be open
    std::uint64_t failed_accepts = 0;  // the system has no room; tried again
    std::string last_failure;          // of them
  };

  Connections(ListeningSocket listener, Options options);
  ~Connections() { StopAccepting(); }
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  const std::string& address() const { return listener_.address(); }
  Counters counters() const;

  // New ones are refused from here on.
  void StopAccepting();

  // How many are open.
  std::size_t CountOpen();

  // True once none is open, false if some still are at `deadline`.
  bool AwaitNone(absl::Time deadline);

  // Ends all, whatever they do.
  void EndAll();

  // Ends those that have sent all and had no traffic for `quiet`; how many are left.
  std::size_t EndQuiet(absl::Duration quiet);

 private:
  void Accept();
  // False where accepting has to pause.
  bool AcceptOne();
  bool HasRoom() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void ForgetClosed() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  ListeningSocket listener_;
  const Options options_;
  const Descriptor wake_;  // becomes readable when accepting ends
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<int, ino_t> open_ ABSL_GUARDED_BY(mutex_);  // by descriptor
  absl::Time full_at_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  Counters counters_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_CONNECTIONS_H_
