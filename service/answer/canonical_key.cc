#include "service/answer/canonical_key.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <initializer_list>

#include "absl/container/inlined_vector.h"

namespace izin {
namespace {

constexpr char kLayout = 1;
constexpr std::size_t kHeldBits = 128;
constexpr std::size_t kLongList = 255;

// Appends numbers in big-endian order: gathers them first, since a string asks at every byte
// whether it has room.
class KeyWriter {
 public:
  struct Field {
    int value;
    std::size_t bytes;
  };

  explicit KeyWriter(std::string& key) : key_(key) {}
  ~KeyWriter() { Flush(); }

  void Byte(int value) { Bytes(static_cast<std::uint64_t>(value), 1); }
  // The lowest `count` bytes of `value`, 1 to 8.
  void Bytes(std::uint64_t value, std::size_t count) {
    if (size_ + sizeof(value) > gathered_.size()) Flush();
    const std::uint64_t swapped = __builtin_bswap64(value << (8 * (sizeof(value) - count)));
    std::memcpy(gathered_.data() + size_, &swapped, sizeof(swapped));
    size_ += count;
  }
  // Some after another, of 8 bytes together at most.
  void Packed(std::initializer_list<Field> fields) {
    std::uint64_t all = 0;
    std::size_t count = 0;
    for (const Field& field : fields) {
      const std::uint64_t low = ~std::uint64_t{0} >> (8 * (sizeof(all) - field.bytes));
      all = all << (8 * field.bytes) | (static_cast<std::uint64_t>(field.value) & low);
      count += field.bytes;
    }
    Bytes(all, count);
  }
  // Of a list: one byte, or 255 and two more.
  void Count(std::size_t count) {
    if (count >= kLongList) Byte(static_cast<int>(kLongList));
    Bytes(count, count < kLongList ? 1 : 2);
  }
  void Real(double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    Bytes(bits, sizeof(bits));
  }
  void Text(absl::string_view bytes) {
    Flush();
    key_.append(bytes.data(), bytes.size());
  }

 private:
  void Flush() {
    key_.append(gathered_.data(), size_);
    size_ = 0;
  }

  std::string& key_;
  std::array<char, 128> gathered_;
  std::size_t size_ = 0;
};

// Bits of what is held, by position among permits, then the supporting ones, then the duties that a
// stage waits for. What the ruleset does not know changes nothing in its answers.
void AppendHeld(const Ruleset& ruleset, const BusinessActivity& activity, KeyWriter& out) {
  std::array<std::uint64_t, kHeldBits / 64> bits{};
  if (!activity.held_permits.empty()) {
    std::size_t position = 0;
    const auto mark = [&](const std::string& code) {
      if (std::binary_search(activity.held_permits.begin(), activity.held_permits.end(), code))
        bits[position / 64 % bits.size()] |= std::uint64_t{1} << (position % 64);
      ++position;
    };
    for (const Permit& permit : ruleset.data().permits) mark(permit.code);
    for (const Commitment& commitment : ruleset.data().commitments) {
      if (commitment.blocks_stage) mark(commitment.code);
    }
  }
  for (std::uint64_t word : bits) out.Bytes(word, 8);
}

// The supporting permits held, as a list: there are more of them than bits.
void AppendHeldSupporting(const Ruleset& ruleset, const BusinessActivity& activity,
                          KeyWriter& out) {
  absl::InlinedVector<std::size_t, 8> held;
  if (!activity.held_permits.empty()) {
    const std::vector<Permit>& permits = ruleset.data().supporting_permits;
    for (std::size_t i = 0; i < permits.size(); ++i) {
      if (std::binary_search(activity.held_permits.begin(), activity.held_permits.end(),
                             permits[i].code))
        held.push_back(i);
    }
  }
  out.Count(held.size());
  for (std::size_t position : held) out.Bytes(position, 2);
}

// 0 if it says none.
int PositionOfForm(const Ruleset& ruleset, const BusinessActivity& activity) {
  if (activity.legal_form.empty()) return 0;
  const std::vector<std::string>& forms = ruleset.data().legal_forms;
  const auto form = std::find(forms.begin(), forms.end(), activity.legal_form);
  return form == forms.end() ? 0 : static_cast<int>(form - forms.begin());
}

void AppendFixed(const Ruleset& ruleset, const BusinessActivity& activity, KeyWriter& out) {
  const bool has_scope = activity.scope.has_value();
  out.Packed({{activity.code.number(), 3},
              {static_cast<int>(activity.edition), 1},
              {has_scope ? activity.scope->code.number() : 0, 3}});
  int locations = 0;
  for (LocationType location : activity.locations) locations |= 1 << static_cast<int>(location);
  out.Packed({{has_scope ? activity.scope->number : 0, 2},
              {static_cast<int>(activity.scale), 1},
              {(activity.foreign ? 1 : 0) | (activity.scale_mismatch ? 2 : 0) |
                   (activity.moving_vessel ? 4 : 0) | (activity.conservation_core_zone ? 8 : 0) |
                   (activity.adjoins_protected_area ? 16 : 0),
               1},
              {locations, 1}});
  out.Bytes(static_cast<std::uint64_t>(activity.capital_idr), 8);
  out.Packed({{static_cast<int>(activity.zone), 1},
              {static_cast<int>(activity.extent), 1},
              {static_cast<int>(activity.rdtr), 1},
              {static_cast<int>(activity.land_condition), 1},
              {static_cast<int>(activity.forest_function), 1},
              {static_cast<int>(activity.forest_use), 1},
              {static_cast<int>(activity.construction), 1},
              {static_cast<int>(activity.environment), 1}});
  out.Packed({{static_cast<int>(activity.actor_type), 1}, {PositionOfForm(ruleset, activity), 1}});
  out.Bytes(static_cast<std::uint64_t>(activity.settled_days), 4);
  out.Real(activity.distance_nm);
  out.Real(activity.land_area_ha);
}

}  // namespace

void AppendActivityKey(const Ruleset& ruleset, const BusinessActivity& activity, std::string& key) {
  KeyWriter out(key);
  out.Byte(kLayout);
  out.Text(ruleset.fingerprint_bytes());
  AppendFixed(ruleset, activity, out);
  AppendHeld(ruleset, activity, out);
  AppendHeldSupporting(ruleset, activity, out);
  out.Count(activity.region_codes.size());
  for (const std::string& region : activity.region_codes) {
    std::uint64_t number = 0;
    for (char digit : region) number = number * 10 + static_cast<std::uint64_t>(digit - '0');
    out.Bytes(number, 2);
  }
  out.Count(activity.authority_parameters.size());
  for (const std::string& id : activity.authority_parameters)
    out.Bytes(static_cast<std::uint64_t>(ruleset.FindAuthorityParameter(id)) & 0xFFFF, 2);
}

void AppendFormKey(const ValidatedRequest& validated, std::string& key) {
  KeyWriter out(key);
  out.Byte((validated.form.is_basic ? 1 : 0) |
           (validated.form.language == Language::kEnglish ? 2 : 0));
  out.Byte((validated.is_future ? 1 : 0) | (validated.predates_data ? 2 : 0) |
           (validated.form.filed_on.has_value() ? 4 : 0));
  const std::int64_t day = validated.form.filed_on.has_value()
                               ? *validated.form.filed_on - absl::CivilDay(1970, 1, 1)
                               : 0;
  out.Bytes(static_cast<std::uint64_t>(day) & 0xFFFFFFFF, 4);
  if (!validated.form.as_of.has_value()) return;
  out.Bytes(
      static_cast<std::uint64_t>(*validated.form.as_of - absl::CivilDay(1970, 1, 1)) & 0xFFFFFFFF,
      4);
}

}  // namespace izin
