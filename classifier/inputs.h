// The inputs that a decision table may condition on: each enumerated, with "?" (not known) as a
// value like any other where the API lets it be unknown. Names are those of the rule files.

#ifndef IZIN_CLASSIFIER_INPUTS_H_
#define IZIN_CLASSIFIER_INPUTS_H_

#include <array>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace izin {

enum class Input : std::uint8_t {
  kScale,
  kRisk,
  kLocation,  // a set: an activity may lie on land and sea
  kZone,
  kRdtr,
  kLandCondition,
  kForestFunction,
  kForestUse,
  kMovingVessel,
  kSettled,
  kCoreZone,
  kProtectedArea,
  kConstruction,
  kEnvironment,
  kExtent,
  kForeign,
  kActorType,
  kLandArea,
  kSeaDistance,
  kLicenceOffice,
  kSmallCapital,
  kRegionWithoutRegencies,
  kAdjoins,
  kLegalForm,  // values come from data/reference/legal_forms.tsv
  kPermit,     // a set over the ruleset's catalogue; one at a time in table authority-base
  kKbli,       // a set over the table's prefix groups
};
inline constexpr int kInputCount = static_cast<int>(Input::kKbli) + 1;

inline constexpr int Ordinal(Input input) { return static_cast<int>(input); }

// The name of the input in rule files and traces: "land_condition".
absl::string_view Name(Input input);
std::optional<Input> InputByName(absl::string_view name);

// The values of an input in the order of their numbers, "" where a number is no legal value; empty
// for kLegalForm, kPermit and kKbli, whose values a ruleset defines.
absl::Span<const absl::string_view> ValueNames(Input input);

// True if an activity may have several values of it at once.
constexpr bool IsSet(Input input) {
  return input == Input::kLocation || input == Input::kPermit || input == Input::kKbli;
}

// The set that holds `value` alone; the empty set for a value that none can hold (not 0 to 63).
constexpr std::uint64_t BitOf(int value) {
  return static_cast<unsigned>(value) < 64 ? std::uint64_t{1} << value : 0;
}

// What one activity says, as sets of values: bit v is set if the input has value v. All but the
// sets hold one bit. Plain value of 208 bytes; no allocation.
class Facts {
 public:
  Facts() { bits_.fill(1); }  // every input "?"

  // A value that no set can hold (not 0 to 63) is read as 63, which is none of any axis.
  void Set(Input input, int value) {
    bits_[Index(input)] = std::uint64_t{1} << (static_cast<unsigned>(value) < 64 ? value : 63);
  }
  // The same of an enumerator, which is less than 64.
  template <typename Enum>
  void SetEnum(Input input, Enum value) {
    bits_[Index(input)] = std::uint64_t{1} << (static_cast<unsigned>(value) & 63U);
  }
  void SetBits(Input input, std::uint64_t bits) { bits_[Index(input)] = bits; }
  std::uint64_t bits(Input input) const { return bits_[Index(input)]; }
  // The value of an input that is no set. REQUIRES: it has one; only sets are ever without.
  int value(Input input) const { return __builtin_ctzll(bits_[Index(input)]); }
  friend bool operator==(const Facts&, const Facts&) = default;

 private:
  static constexpr std::size_t Index(Input input) { return static_cast<std::size_t>(input); }
  std::array<std::uint64_t, kInputCount> bits_;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_INPUTS_H_
