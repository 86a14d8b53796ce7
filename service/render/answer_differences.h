// What differs between two answers beside their lists of permits and commitments: terms, deemed
// approval, offices, flags, stages, warnings.

#ifndef IZIN_SERVICE_RENDER_ANSWER_DIFFERENCES_H_
#define IZIN_SERVICE_RENDER_ANSWER_DIFFERENCES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/decision.h"
#include "service/render/reforms.h"

namespace izin {

// One field that differs; v1::AnswerDifference tells what stands in it.
struct AnswerDifference {
  std::string subject;  // "permit/PKKPR"
  std::string field;    // "working_days"
  std::string from;
  std::string to;

  friend bool operator==(const AnswerDifference&, const AnswerDifference&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const AnswerDifference& difference) {
    return H::combine(std::move(h), difference.subject, difference.field, difference.from,
                      difference.to);
  }
};

// Collects the differences of one pair of answers, and what each amounts to. Single-threaded.
class AnswerDifferences {
 public:
  using WantsField = bool (*)(absl::string_view field);

  // `wants`: the fields whose differences are listed, null: all. The reforms are those of all.
  explicit AnswerDifferences(WantsField wants = nullptr) : wants_(wants) {}

  // Of the outcome, the office of the licence, the stages and the warnings.
  void CompareWhole(const Decision& from, const Decision& to);
  // Of a permit of both answers, or of one that stands in the place of another.
  void ComparePermit(const PermitDecision& from, const PermitDecision& to);
  // Of one of several permits that became one.
  void AddMerged(const std::string& from, const std::string& to) {
    Add({"permit", from}, "merged_into", absl::string_view(), to);
  }
  // Of the commitments that both answers have; of one code that stands twice the first.
  void CompareCommitments(const Decision& from, const Decision& to);

  // What was found; nothing is left of it here.
  std::vector<AnswerDifference> Take() { return std::move(list_); }
  const Reforms& reforms() const { return reforms_; }

 private:
  struct Subject {
    absl::string_view kind;
    absl::string_view code;  // empty: the kind is all of it
  };

  void Add(const Subject& subject, absl::string_view field, absl::string_view from,
           absl::string_view to);
  void Add(const Subject& subject, absl::string_view field, int from, int to);
  void Add(const Subject& subject, absl::string_view field, bool from, bool to);
  void CompareTerms(const PermitDecision& from, const PermitDecision& to);
  void CompareWarnings(const Decision& from, const Decision& to);

  const WantsField wants_;
  std::vector<AnswerDifference> list_;
  Reforms reforms_;
};

// The id of an office; empty for none.
absl::string_view IdOf(const Office* office);

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_ANSWER_DIFFERENCES_H_
