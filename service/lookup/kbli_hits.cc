#include "service/lookup/kbli_hits.h"

#include <algorithm>

#include "classifier/kbli_code.h"

namespace izin {
namespace {

// By source. People ask in everyday words, and the words were written for them.
constexpr double kSourceShare[] = {0.85, 0.7, 1.0};
constexpr double kNextMeaning = 0.92;  // of what the meaning before it is worth
constexpr double kSecondShare = 0.1;   // of a code's second text
constexpr double kBranchShare = 0.6;   // of a word for a branch, to the codes below it
constexpr double kLeastScore = 0.03;

}  // namespace

void HitTally::Add(std::uint32_t text, TextSource source, double likeness,
                   absl::Span<const std::string> codes) {
  double score = likeness * kSourceShare[static_cast<std::size_t>(source)];
  for (const std::string& code : codes) {
    if (code.size() != KbliCode::kDigits) {
      double& branch = branches_[code];
      branch = std::max(branch, likeness * kBranchShare);
      continue;
    }
    Sum& sum = sums_[code];
    if (score > sum.best) {
      sum = {.best = score, .second = sum.best, .source = source, .text = text};
    } else {
      sum.second = std::max(sum.second, score);
    }
    score *= kNextMeaning;
  }
}

double HitTally::BranchOf(const std::string& code) const {
  double most = 0;
  for (std::size_t digits = 2; digits < code.size(); ++digits) {
    const auto branch = branches_.find(code.substr(0, digits));
    if (branch != branches_.end()) most = std::max(most, branch->second);
  }
  return most;
}

std::vector<KbliHit> HitTally::Finish() const {
  std::vector<KbliHit> hits;
  for (const auto& [code, sum] : sums_) {
    const double score = sum.best + kSecondShare * sum.second + BranchOf(code);
    if (score < kLeastScore) continue;
    hits.push_back({.code = code, .score = score, .source = sum.source, .text = sum.text});
  }
  std::sort(hits.begin(), hits.end(), [](const KbliHit& a, const KbliHit& b) {
    return a.score != b.score ? a.score > b.score : a.code < b.code;
  });
  return hits;
}

}  // namespace izin
