// The canonical key of a row: equal for two rows exactly if every ruleset of the run must answer
// both alike, as far as a comparison of answers goes.
//
// It is answer/canonical_key without what answers are only written with: of an amount, a measure or
// a region the rules read on which side of their limits it lies, so the key holds that side. A row
// whose key cannot say all that it says (a text that is not known, more lists than are kept) has
// none and is decided by itself.
//
// Where only lines of CSV are written, keys are narrower still: see DropUnread.

#ifndef IZIN_SERVICE_RECLASSIFY_ACTIVITY_KEY_H_
#define IZIN_SERVICE_RECLASSIFY_ACTIVITY_KEY_H_

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "classifier/ruleset.h"
#include "service/reclassify/code_inputs.h"

namespace izin {

// Plain bytes, compared as such.
struct ActivityKey {
  std::uint32_t code = 0;
  std::uint32_t scope_code = 0;
  std::uint32_t held = 0;  // lists and names: their number among the texts of the run
  std::uint32_t regions = 0;
  std::uint32_t parameters = 0;
  std::uint32_t legal_form = 0;
  std::uint16_t scope_number = 0;
  std::uint8_t from = 0;  // the earlier ruleset, by its position among those of the run
  std::uint8_t edition = 0;
  std::uint8_t scale = 0;
  std::uint8_t locations = 0;  // bit by type
  std::uint8_t flags = 0;      // foreign, moving vessel, core zone, protected area
  std::uint8_t zone = 0;
  std::uint8_t extent = 0;
  std::uint8_t rdtr = 0;
  std::uint8_t land_condition = 0;
  std::uint8_t forest_function = 0;
  std::uint8_t forest_use = 0;
  std::uint8_t construction = 0;
  std::uint8_t environment = 0;
  std::uint8_t actor_type = 0;
  std::uint8_t capital = 0;  // side of the limits, here and below
  std::uint8_t annual_sales = 0;
  std::uint8_t settled_days = 0;
  std::uint8_t distance = 0;
  std::uint8_t land_area = 0;
  std::uint8_t reserved[3] = {};

  absl::string_view bytes() const {
    return absl::string_view(reinterpret_cast<const char*>(this), sizeof(*this));
  }
  friend bool operator==(const ActivityKey& a, const ActivityKey& b) {
    return std::memcmp(&a, &b, sizeof(a)) == 0;
  }
  template <typename H>
  friend H AbslHashValue(H state, const ActivityKey& key) {
    return H::combine_contiguous(std::move(state), reinterpret_cast<const char*>(&key),
                                 sizeof(key));
  }
};
static_assert(sizeof(ActivityKey) == 48 && std::has_unique_object_representations_v<ActivityKey>);

// The same in half the bytes: nothing is lost, for Pack refuses what has no room.
struct PackedKey {
  std::array<std::uint64_t, 3> words{};

  friend bool operator==(const PackedKey&, const PackedKey&) = default;
  template <typename H>
  friend H AbslHashValue(H state, const PackedKey& key) {
    return H::combine(std::move(state), key.words[0], key.words[1], key.words[2]);
  }
};

// Nothing for a key with a number that is larger than any of the rules'.
std::optional<PackedKey> Pack(const ActivityKey& key);

// Takes out of a key what no line of CSV can depend on, given that `inputs` are all that the rules
// read of the code: inputs that are not read, and
//
//   held permits      move stages alone, and what becomes of the documents themselves; but the
//                     release of a forest that is held changes what the land asks
//   amounts           warn alone, where the scale is given and no foreign capital
//
// What is checked against another field (zone and land condition, days at sea and vessels) stays.
void DropUnread(InputBits inputs, ActivityKey& key);

// What of a key settles the code, the scope and the scale, and so what is read of them.
ActivityKey CodePartOf(const ActivityKey& key);
// All that is read beside the code and its scope. With what is read of those it tells an answer:
// the scale stands in both parts.
ActivityKey RestOf(const ActivityKey& key);

// On which side of ascending limits a value lies: 0 not given, else one more than the limits below
// it. A value at a limit lies under it.
class Sides {
 public:
  explicit Sides(std::vector<double> limits);
  std::uint8_t Of(double value) const {
    if (value == 0) return 0;
    std::uint8_t side = 1;
    for (double limit : limits_) side = static_cast<std::uint8_t>(side + (value > limit ? 1 : 0));
    return side;
  }

 private:
  std::vector<double> limits_;
};

// All limits of the rulesets of a run, and their regions. Immutable. Thread-safe.
class KeyLimits {
 public:
  // A region as all the rulesets read it; kUnknown where they do not agree.
  enum class RegionKind : std::uint8_t { kUnknown, kRegency, kRegencyOfCapital };
  static constexpr std::size_t kRegionNumbers = 10000;

  // REQUIRES: at least one ruleset.
  explicit KeyLimits(const std::vector<const Ruleset*>& rulesets);

  const Sides& capital() const { return capital_; }
  const Sides& annual_sales() const { return annual_sales_; }
  const Sides& settled_days() const { return settled_days_; }
  const Sides& distance() const { return distance_; }
  const Sides& land_area() const { return land_area_; }
  // Some rule reads the legal form for this code, or for a code that it became or was.
  bool ReadsLegalForm(KbliEdition edition, std::uint32_t code) const {
    return (inputs_.ReadFor(edition, code) & BitOfInput(Input::kLegalForm)) != 0;
  }
  const CodeInputs& inputs() const { return inputs_; }
  // Of four digits.
  RegionKind region(int number) const { return regions_[static_cast<std::size_t>(number)]; }
  // Its position among the regions of the last ruleset; of one that is not unknown.
  int region_index(int number) const { return region_index_[static_cast<std::size_t>(number)]; }

 private:
  Sides capital_;
  Sides annual_sales_;
  Sides settled_days_;
  Sides distance_;
  Sides land_area_;
  CodeInputs inputs_;
  std::vector<RegionKind> regions_;
  std::vector<int> region_index_;
};

// Numbers for texts: the same for the same text, from 1. Bounded. Thread-safe.
class TextNumbers {
 public:
  static constexpr std::size_t kMost = 20'000;
  static constexpr std::size_t kMaxBytes = 512;  // of one text

  // 0 of an empty text; nothing if the text is too long, or new when there are kMost.
  std::optional<std::uint32_t> NumberOf(absl::string_view text);

 private:
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, std::uint32_t> numbers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_ACTIVITY_KEY_H_
