#include "service/rulesets/old_rulesets.h"

#include <algorithm>
#include <utility>

namespace izin {

OldRulesets::Loaded OldRulesets::Get(absl::string_view fingerprint) const {
  std::shared_ptr<Flight> flight;
  bool is_mine = false;
  {
    absl::MutexLock lock(&mutex_);
    const auto held = std::find_if(held_.begin(), held_.end(), [&](const auto& ruleset) {
      return ruleset->data().fingerprint == fingerprint;
    });
    if (held != held_.end()) {
      held_.splice(held_.begin(), held_, held);
      return held_.front();
    }
    std::shared_ptr<Flight>& under_way = flights_[fingerprint];
    is_mine = under_way == nullptr;
    if (is_mine) under_way = std::make_shared<Flight>();
    flight = under_way;
  }
  if (is_mine) {
    Land(std::string(fingerprint), *flight, load_(fingerprint));
  } else {
    flight->has_landed.WaitForNotification();
  }
  return flight->loaded;
}

void OldRulesets::Land(const std::string& fingerprint, Flight& flight, Loaded loaded) const {
  std::shared_ptr<const Ruleset> dropped;  // outside the lock: to free one takes a while
  flight.loaded = std::move(loaded);
  {
    absl::MutexLock lock(&mutex_);
    flights_.erase(fingerprint);
    if (flight.loaded.ok()) {
      ++counters_.loads;
      held_.push_front(*flight.loaded);
      if (held_.size() > most_held_) {
        dropped = std::move(held_.back());
        held_.pop_back();
      }
    } else if (!absl::IsNotFound(flight.loaded.status())) {
      ++counters_.failures;
    }
  }
  flight.has_landed.Notify();
}

OldRulesets::Counters OldRulesets::counters() const {
  absl::MutexLock lock(&mutex_);
  return counters_;
}

}  // namespace izin
