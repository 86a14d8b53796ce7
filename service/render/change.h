// What changed between two answers about one activity, and what that amounts to.

#ifndef IZIN_SERVICE_RENDER_CHANGE_H_
#define IZIN_SERVICE_RENDER_CHANGE_H_

#include <string>
#include <utility>
#include <vector>

#include "classifier/decision.h"
#include "izin/v1/ruleset_change.pb.h"
#include "service/render/answer_differences.h"

namespace izin {

// A permit that both answers require, of another office. Empty and kUnspecified: of none.
struct PermitMove {
  std::string permit;  // Permit.code
  std::string from_office;
  std::string to_office;
  AuthorityKind from_kind = AuthorityKind::kUnspecified;
  AuthorityKind to_kind = AuthorityKind::kUnspecified;

  friend bool operator==(const PermitMove&, const PermitMove&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const PermitMove& move) {
    return H::combine(std::move(h), move.permit, move.from_office, move.to_office, move.from_kind,
                      move.to_kind);
  }
};

// The difference between two answers. Permits are in the order of their answer, commitments by
// code.
struct CellChange {
  RiskLevel from_risk = RiskLevel::kUnspecified;
  RiskLevel to_risk = RiskLevel::kUnspecified;
  Outcome from_outcome = Outcome::kUnspecified;
  Outcome to_outcome = Outcome::kUnspecified;
  AuthorityKind from_authority = AuthorityKind::kUnspecified;  // of the licence; else nobody
  AuthorityKind to_authority = AuthorityKind::kUnspecified;
  std::vector<std::string> permits_added;  // required ones: what only may apply is left out
  std::vector<std::string> permits_removed;
  std::vector<std::string> commitments_added;
  std::vector<std::string> commitments_removed;
  std::vector<PermitMove> moved;
  std::vector<AnswerDifference> differences;  // what the lists do not show
  std::vector<v1::ReformKind> reforms;        // each once, by number

  // True if anything differs: a term alone that became shorter is a change.
  bool is_change() const;
  // Both answers give a level, and the later one is higher or lower.
  bool is_risk_raised() const;
  bool is_risk_lowered() const;

  friend bool operator==(const CellChange&, const CellChange&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const CellChange& change) {
    return H::combine(std::move(h), change.from_risk, change.to_risk, change.from_outcome,
                      change.to_outcome, change.from_authority, change.to_authority,
                      change.permits_added, change.permits_removed, change.commitments_added,
                      change.commitments_removed, change.moved, change.differences, change.reforms);
  }
};

// Compares two answers about one activity. The reforms follow from them:
//
//   MERGED      in one place, two permits or more were removed and one was added
//   RENAMED     in one place, one permit was removed and one added
//   REMOVED     another permit was removed, or a commitment was
//   ADDED       another permit was added, or a commitment was
//   SIMPLIFIED  the level fell, both answers give permits and the later one has fewer commitments,
//               or a permit or commitment of both is easier to have (ReformOfField)
//   TIGHTENED   the same the other way
//   DELEGATED   a permit of both moved, or another office issues the licence
//
// A permit in the place of one other is compared with that one as if both answers had it.
//
// Permits are in one place if they are of one category and stage, and of tables of one role: what
// the land asks does not take the place of what the environment asks.
//
// `wants`: the fields of which differences are told; null: all.
CellChange CompareAnswers(const Decision& from, const Decision& to,
                          AnswerDifferences::WantsField wants = nullptr);

// The change as the API gives it. Code, scope, scale and location are the caller's.
v1::RulesetChange RenderChange(CellChange change);

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_CHANGE_H_
