// What is written to the store while nobody waits for it: one thread, and its work in parts, one
// for each reason to write (records, cached answers, mending, trimming).
//
//   BackgroundWriter writer(store, {});
//   Upkeep upkeep(writer, ...);  // parts add themselves
//   writer.Start();

#ifndef IZIN_SERVICE_STORE_BACKGROUND_WRITER_H_
#define IZIN_SERVICE_STORE_BACKGROUND_WRITER_H_

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "service/store/store.h"

namespace izin {

// Thread-safe.
class BackgroundWriter {
 public:
  // A part of the work. It has a lock of its own, and calls Wake once something waits where nothing
  // did, Hurry where it should be written at once.
  class Part {
   public:
    virtual ~Part() = default;
    // Writes what waits. Called by the writer's thread alone, in each of its rounds.
    virtual void Work() = 0;
    // Something waits. Called by any thread.
    virtual bool HasWork() const = 0;
  };
  struct Options {
    // Between two rounds, unless somebody is in a hurry: what arrives meanwhile goes together.
    absl::Duration write_every = absl::Milliseconds(20);
  };
  struct Counters {
    std::uint64_t writes = 0;  // that succeeded
    std::uint64_t failed_writes = 0;
  };

  // `store` must outlive the writer.
  BackgroundWriter(Store& store, const Options& options) : store_(store), options_(options) {}
  // Stops.
  ~BackgroundWriter() { Stop(); }
  BackgroundWriter(const BackgroundWriter&) = delete;
  BackgroundWriter& operator=(const BackgroundWriter&) = delete;

  // Parts work in the order in which they were added, and must live until Stop. Before Start.
  void Add(Part& part) { parts_.push_back(&part); }
  void Start();
  // Rounds until no part has work, then none any more.
  void Stop();

  void Wake();
  void Hurry();

  // Store::Write, counted. For parts.
  absl::Status Write(const StoreBatch& batch, Durability durability);
  Store& store() const { return store_; }

  Counters counters() const;
  // The last write failed.
  bool is_failing() const;
  // What was said of the last write that failed; "" if none did.
  std::string last_failure() const;

 private:
  // Rounds come this often though nobody calls: a store that failed is opened anew for readers too.
  static constexpr absl::Duration kIdleRound = absl::Seconds(1);

  void Run();
  // Until there is something to do; true once it is time to stop.
  bool AwaitWork();
  // While what arrives gathers.
  void Pause();

  Store& store_;
  const Options options_;
  std::vector<Part*> parts_;
  mutable absl::Mutex mutex_;
  absl::CondVar has_work_changed_;
  absl::CondVar is_urgent_changed_;
  bool has_work_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_urgent_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_stopping_ ABSL_GUARDED_BY(mutex_) = false;
  Counters counters_ ABSL_GUARDED_BY(mutex_);
  std::string last_failure_ ABSL_GUARDED_BY(mutex_);
  bool is_failing_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_BACKGROUND_WRITER_H_
