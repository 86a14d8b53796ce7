// A table of values by numbers of 64 bits, for one thread: what is there is mostly found in the
// first line of the cache that is looked at.

#ifndef IZIN_SERVICE_RECLASSIFY_QUICK_TABLE_H_
#define IZIN_SERVICE_RECLASSIFY_QUICK_TABLE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace izin {

// Exact: a value is found by its whole key. It grows to 2^`most_bits` places; one that is full is
// emptied, so that what is still asked for comes back. Single-threaded.
template <typename Value>
class QuickTable {
 public:
  explicit QuickTable(int most_bits)
      : most_bits_(most_bits), bits_(kFirstBits), places_(std::size_t{1} << kFirstBits) {}

  // Null if it is not there. REQUIRES: `key` is not 0.
  const Value* Find(std::uint64_t key) const {
    const Place& place = places_[At(key)];
    return place.key == key ? &place.value : nullptr;
  }
  // What Find would look at comes nearer.
  void Prefetch(std::uint64_t key) const {
    __builtin_prefetch(&places_[key * kMultiplier >> (64 - bits_)]);
  }
  // Instead of one with this key.
  void Add(std::uint64_t key, const Value& value) {
    if (taken_ >= places_.size() / 4 * 3) MakeRoom();
    Place& place = places_[At(key)];
    taken_ += place.key == 0 ? 1 : 0;
    place = {.key = key, .value = value};
  }
  void Clear() {
    std::fill(places_.begin(), places_.end(), Place());
    taken_ = 0;
  }

 private:
  static constexpr int kFirstBits = 12;
  static constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;
  struct Place {
    std::uint64_t key = 0;  // 0 = free
    Value value;
  };

  // The place of the key, or the free one that it would take. The upper bits of a product depend on
  // all of the key.
  std::size_t At(std::uint64_t key) const {
    std::size_t at = key * kMultiplier >> (64 - bits_);
    while (places_[at].key != key && places_[at].key != 0) at = (at + 1) & (places_.size() - 1);
    return at;
  }
  void MakeRoom() {
    if (bits_ == most_bits_) return Clear();
    ++bits_;
    std::vector<Place> old(std::size_t{1} << bits_);
    old.swap(places_);
    for (const Place& place : old) {
      if (place.key != 0) places_[At(place.key)] = place;
    }
  }

  const int most_bits_;
  int bits_;
  std::vector<Place> places_;
  std::size_t taken_ = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_QUICK_TABLE_H_
