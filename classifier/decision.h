// What a ruleset says of one activity: the value from which the answer, its explanation and every
// comparison between rulesets are made.

#ifndef IZIN_CLASSIFIER_DECISION_H_
#define IZIN_CLASSIFIER_DECISION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"

#include "classifier/enums.h"
#include "classifier/inputs.h"
#include "classifier/kbli_code.h"
#include "classifier/ruleset.h"

namespace izin {

// Who issues, and the row or rule that says so.
struct OfficeChoice {
  const Office* office = nullptr;   // null: nobody (supporting permits, refused answers)
  const TableRow* row = nullptr;    // null: the catalogue's own office, or an official page's
  const Citation* basis = nullptr;  // of an official page or pattern; null: the row's own

  friend bool operator==(const OfficeChoice&, const OfficeChoice&) = default;
};

struct PermitDecision {
  const Permit* permit = nullptr;
  const RowPermit* line = nullptr;  // null for a supporting permit, which only may apply
  const TableRow* row = nullptr;    // the row that gave it; null for a supporting permit
  CommitmentFlag flag = CommitmentFlag::kUnspecified;
  OfficeChoice office;
  bool held = false;
  int working_days = 0;  // of the row, or of the official page
  int working_days_with_repairs = 0;
  const OfficialRow* page = nullptr;  // whose document name it bears; null: its own title alone
};

struct CommitmentDecision {
  const Commitment* commitment = nullptr;
  const Permit* permit = nullptr;  // the one on the answer that it belongs to
  std::uint64_t scopes = 0;        // bits by position among the code's scopes; 0 = for all
  CommitmentKind kind = CommitmentKind::kUnspecified;  // the commitment's
  bool blocks_stage = false;                           // as the commitment says
};

// A warning with what its text names. `value` and `other` point into the ruleset.
struct WarningDecision {
  const Notice* notice = nullptr;
  const TableRow* row = nullptr;  // whose legal basis and note go with it; null: none
  absl::string_view value;        // replaces {value} in the text
  absl::string_view other;        // replaces {other}
  const OfficialCondition* condition = nullptr;  // whose text and legal basis go with it
  const Office* office = nullptr;                // whose name replaces {value}
  NoticeCase of = NoticeCase::kPlain;            // which of the notice's texts
};

struct ScopeCandidate {
  const Scope* scope = nullptr;  // null: a counterpart without any scope
  KbliCode code;
  RiskLevel level = RiskLevel::kUnspecified;  // at the scale asked; kUnspecified = not offered
};

struct StageDecision {
  bool may_prepare = false;
  bool may_build = false;
  bool may_operate = false;
  absl::InlinedVector<const Permit*, 16> blocking;

  void Clear();
};

// A table that was read. It was read with `Decision::facts`, but for one input that the evaluation
// itself sets; or, before the inputs were adjusted, with `Decision::given`.
struct Evaluation {
  const DecisionTable* table = nullptr;
  int cell = -1;  // of a UNIQUE table
  std::optional<Input> overridden;
  std::uint64_t bits = 0;  // of the overridden input
  bool reads_given = false;
};

// What the answer would ask, by the field of the activity; in the order of field numbers.
enum class QuestionField : std::uint8_t {
  kKbliCode,  // values: positions among the code's counterparts
  kScopeId,   // values: positions among the code's scopes, or among the candidates
  kZone,
  kExtent,
  kRdtr,
  kLandCondition,
  kSettledDays,
  kDistance,
  kForestFunction,
  kForestUse,
  kConstruction,
  kEnvironment,
  kLegalForm,
  kLandArea,
  kAuthorityParameters,  // values: positions among the published parameters
};

// A field that is not known, and its values that would change the answer: `count` of them from
// `first` in Decision::question_values, ascending.
struct QuestionDecision {
  QuestionField field = QuestionField::kKbliCode;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

// Plain value over one pinned ruleset: REQUIRES that the ruleset outlives it. Reusing one keeps its
// buffers, so that deciding again allocates nothing.
struct Decision {
  const Ruleset* ruleset = nullptr;
  Outcome outcome = Outcome::kUnspecified;
  RiskLevel risk_level = RiskLevel::kUnspecified;
  KbliCode code;        // in the ruleset's edition; the asked one where a review is required
  int code_index = -1;  // of `code` in the ruleset's catalogue; -1 where a review is required
  KbliEdition edition = KbliEdition::kUnspecified;
  const KbliEntry* entry = nullptr;  // title of `code`
  BusinessScale scale = BusinessScale::kUnspecified;
  const Scope* scope = nullptr;  // the chosen one; null: none chosen
  OfficeChoice authority;        // of the business licence
  // Those of the scopes that stand, each once, where they differ and none was chosen.
  std::vector<const Office*> scope_offices;
  const Region* regency = nullptr;   // the one named; null: none or several
  const Region* province = nullptr;  // of all regions named; null: none or several
  std::vector<ScopeCandidate> candidates;
  std::vector<PermitDecision> permits;
  std::vector<CommitmentDecision> commitments;
  std::vector<WarningDecision> warnings;    // ordered by code
  std::vector<QuestionDecision> questions;  // by field
  std::vector<std::uint16_t> question_values;
  std::vector<Evaluation> evaluations;
  Facts given;  // the inputs as given
  Facts facts;  // as the tables read them
  StageDecision stages;

  // A decision to compare with while this one is made; kept for its buffers.
  std::unique_ptr<Decision> scratch;

  // Forgets everything but the buffers.
  void Clear();
  // What the table of `evaluation` was read with.
  Facts FactsOf(const Evaluation& evaluation) const;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_DECISION_H_
