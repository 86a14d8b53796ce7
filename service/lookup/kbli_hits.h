// What a search finds, and in which order.

#ifndef IZIN_SERVICE_LOOKUP_KBLI_HITS_H_
#define IZIN_SERVICE_LOOKUP_KBLI_HITS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"

namespace izin {

// What kind of text a code was found by.
enum class TextSource : std::uint8_t { kTitle, kScope, kWord };

struct KbliHit {
  std::string code;  // five digits
  double score = 0;  // above 0; higher is better
  TextSource source = TextSource::kTitle;
  std::uint32_t text = 0;  // number of the text that it was found by best
};

// Adds up what the texts that were found tell of codes. Single-threaded.
//
// A code is worth what its best text is, a little more for a second one, and more where a word for
// a whole branch ("toko": 47) was found too. A text tells most of its first code, and less of each
// further one.
class HitTally {
 public:
  // A text that shares words with the query. `likeness` is 1 where it has the same words, and near
  // 0 where it has few of them. A code of fewer than five digits is a branch.
  void Add(std::uint32_t text, TextSource source, double likeness,
           absl::Span<const std::string> codes);

  // The best first; equal ones by code. What is hardly like the query is left out.
  std::vector<KbliHit> Finish() const;

 private:
  struct Sum {
    double best = 0;
    double second = 0;
    TextSource source = TextSource::kTitle;
    std::uint32_t text = 0;
  };
  double BranchOf(const std::string& code) const;

  absl::flat_hash_map<std::string, Sum> sums_;
  absl::flat_hash_map<std::string, double> branches_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_KBLI_HITS_H_
