// Reading a list by an index that rules name.

#ifndef IZIN_CLASSIFIER_ELEMENT_AT_H_
#define IZIN_CLASSIFIER_ELEMENT_AT_H_

#include <cstdint>
#include <memory>
#include <vector>

namespace izin {

// The element of `list` at `index`; null if it has none there. Whatever the rules say, a read
// through it is defined.
template <typename T>
const T* ElementAt(const std::vector<T>& list, int index) {
  // Compared in bytes: no division by the element's size, on the hot path.
  const std::uint64_t at = static_cast<std::uint32_t>(index);  // of a negative one: beyond any list
  const auto bytes = reinterpret_cast<std::uintptr_t>(std::to_address(list.end())) -
                     reinterpret_cast<std::uintptr_t>(list.data());
  return at * sizeof(T) < bytes ? list.data() + at : nullptr;
}

}  // namespace izin

#endif  // IZIN_CLASSIFIER_ELEMENT_AT_H_
