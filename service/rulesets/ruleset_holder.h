// Holds the rulesets that answer now. What was taken stays whole while others take its place.

#ifndef IZIN_SERVICE_RULESETS_RULESET_HOLDER_H_
#define IZIN_SERVICE_RULESETS_RULESET_HOLDER_H_

#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

#include "service/rulesets/ruleset_library.h"

namespace izin {

// Thread-safe. A call takes `Current` once, and answers by that alone.
class RulesetHolder {
 public:
  // REQUIRES: not null, here and in Swap.
  explicit RulesetHolder(std::shared_ptr<const RulesetLibrary> library)
      : library_(std::move(library)) {}

  std::shared_ptr<const RulesetLibrary> Current() const {
    absl::ReaderMutexLock lock(&mutex_);
    return library_;
  }

  // Calls that come after this answer by `library`.
  void Swap(std::shared_ptr<const RulesetLibrary> library) {
    absl::MutexLock lock(&mutex_);
    library_.swap(library);
  }

 private:
  mutable absl::Mutex mutex_;
  std::shared_ptr<const RulesetLibrary> library_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_RULESETS_RULESET_HOLDER_H_
