// Chance that can be had again: the same seed throws the same dice.

#ifndef IZIN_TESTS_FUZZ_RULES_DICE_H_
#define IZIN_TESTS_FUZZ_RULES_DICE_H_

#include <cstdint>
#include <random>
#include <vector>

namespace izin::fuzz {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  // 0 to `limit` - 1. REQUIRES: `limit` is 1 or more.
  std::size_t Below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  bool OneIn(std::size_t n) { return Below(n) == 0; }
  // REQUIRES: `values` is not empty.
  template <typename Values>
  const typename Values::value_type& Pick(const Values& values) {
    return values[Below(values.size())];
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace izin::fuzz

#endif  // IZIN_TESTS_FUZZ_RULES_DICE_H_
