// Rulesets that are not in memory, brought back when a request asks for one.

#ifndef IZIN_SERVICE_RULESETS_OLD_RULESETS_H_
#define IZIN_SERVICE_RULESETS_OLD_RULESETS_H_

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"

#include "classifier/ruleset.h"

namespace izin {

// Holds the few that were asked for last. However many ask for one at once, it is loaded once, and
// they wait for it.
// Thread-safe.
class OldRulesets {
 public:
  using Loaded = absl::StatusOr<std::shared_ptr<const Ruleset>>;
  using Load = std::function<Loaded(absl::string_view fingerprint)>;

  struct Counters {
    std::uint64_t loads = 0;     // that gave one
    std::uint64_t failures = 0;  // of what is held but could not be loaded
  };

  // A ruleset in memory takes about 10 MiB.
  static constexpr std::size_t kMostHeld = 4;

  explicit OldRulesets(Load load, std::size_t most_held = kMostHeld)
      : load_(std::move(load)), most_held_(most_held) {}

  // The ruleset of a fingerprint; else what `load` says, NotFound for one that it does not know.
  Loaded Get(absl::string_view fingerprint) const;

  Counters counters() const;

 private:
  struct Flight {
    absl::Notification has_landed;
    Loaded loaded;
  };

  // Ends a load: those who wait get it, and a good one is held.
  void Land(const std::string& fingerprint, Flight& flight, Loaded loaded) const;

  const Load load_;
  const std::size_t most_held_;
  mutable absl::Mutex mutex_;
  mutable std::list<std::shared_ptr<const Ruleset>> held_
      ABSL_GUARDED_BY(mutex_);  // the last one asked for first
  mutable absl::flat_hash_map<std::string, std::shared_ptr<Flight>> flights_
      ABSL_GUARDED_BY(mutex_);
  mutable Counters counters_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_RULESETS_OLD_RULESETS_H_
