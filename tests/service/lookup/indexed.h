// Search indexes for tests: the real titles and scopes with a few words.

#ifndef IZIN_TESTS_SERVICE_LOOKUP_INDEXED_H_
#define IZIN_TESTS_SERVICE_LOOKUP_INDEXED_H_

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "service/lookup/build_kbli_index.h"
#include "service/lookup/kbli_index.h"
#include "tests/service/answering.h"

namespace izin::testing {

inline const std::vector<SearchWord>& FewWords() {
  static const auto* const words = new std::vector<SearchWord>({{"bengkel motor", {"95320"}},
                                                                {"kedai kopi", {"56303", "56304"}},
                                                                {"toko", {"47112", "47"}}});
  return *words;
}

// Written once: it takes a good part of a second.
inline const std::string& FewWordsBytes() {
  static const auto* const bytes = [] {
    auto built = BuildKbliIndex(Library()->latest(), FewWords());
    EXPECT_TRUE(built.ok()) << built.status();
    return new std::string(*std::move(built));
  }();
  return *bytes;
}

inline std::unique_ptr<KbliIndex> FewWordsIndex() {
  auto index = KbliIndex::Open(FewWordsBytes());
  EXPECT_TRUE(index.ok()) << index.status();
  return *std::move(index);
}

inline std::vector<std::string> CodesOf(const FoundKbli& found, std::size_t most) {
  std::vector<std::string> codes;
  for (const KbliHit& hit : found.hits) {
    if (codes.size() < most) codes.push_back(hit.code);
  }
  return codes;
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_LOOKUP_INDEXED_H_
