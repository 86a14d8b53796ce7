// What a ruleset holds, as plain values: catalogues, the risk matrix, the decision tables and the
// rows of the official pages. data/loader builds it; Ruleset freezes it. An index says in which
// list it counts; -1 is none.

#ifndef IZIN_CLASSIFIER_RULESET_DATA_H_
#define IZIN_CLASSIFIER_RULESET_DATA_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "classifier/decision_table.h"
#include "classifier/enums.h"
#include "classifier/kbli_catalogue.h"
#include "classifier/kbli_conversion.h"
#include "classifier/local_data.h"
#include "classifier/official_rows.h"
#include "classifier/rule_tables.h"
#include "classifier/texts.h"

namespace izin {

// Ruang lingkup: one published row of the risk matrix. What every decision reads comes first.
struct Scope {
  int code_index = 0;  // in the ruleset's catalogue
  int number = 0;
  std::array<RiskLevel, 5> level_at{};  // by BusinessScale; kUnspecified = not offered
  // By BusinessScale; -1 = none.
  std::array<std::int16_t, 5> official_row_at{-1, -1, -1, -1, -1};
  bool only_foreign = false;  // open to foreign capital alone
  int line = 0;               // of risk_matrix.tsv
  std::string suspect;        // "PPMSE", "DUPLICATE_LABEL" or empty
  std::string id;             // "56101-1"
  std::string label;
};

struct Office {
  std::string id;
  AuthorityKind kind = AuthorityKind::kUnspecified;
  Bilingual name;            // where the region is not known
  Bilingual name_in_region;  // holds {region} or {province}; empty: the name stands everywhere
};

// Who issues a permit: a fixed office, the licence's own, or what a table of authority says.
enum class IssuedBy : std::uint8_t { kFixedOffice, kLicenceOffice, kBaseTable, kEnvironmentTable };

struct Permit {
  std::string code;
  PermitCategory category = PermitCategory::kUnspecified;
  Stage required_before = Stage::kUnspecified;
  Bilingual title;
  Bilingual detail;
  IssuedBy issued_by = IssuedBy::kFixedOffice;
  int office = -1;         // of kFixedOffice
  int authority_key = -1;  // value of Input::kPermit in table AUTHORITY_BASE, of kBaseTable
  std::string oss_code;
  std::vector<Citation> legal_basis;
};

struct Commitment {
  std::string code;
  CommitmentKind kind = CommitmentKind::kUnspecified;
  Bilingual title;
  Bilingual detail;
  int permit = -1;
  Stage due_before = Stage::kUnspecified;
  int due_working_days = 0;
  int due_calendar_days = 0;
  int due_months = 0;
  Bilingual due_after;
  int every_months = 0;
  bool may_apply = false;
  Conditions conditions;
  bool by_row_only = false;   // stands only where a row names it
  bool blocks_stage = false;  // must be held, like a permit, before `due_before`
  // On earlier days `detail_before` stands instead of `detail`; none: it always binds.
  std::optional<absl::CivilDay> binding_from;
  Bilingual detail_before;
  std::vector<Citation> legal_basis;
};

// What a warning tells of, where its text depends on that.
enum class NoticeCase : std::uint8_t {
  kPlain,
  kRefusal,       // what it tells of is a refusal
  kScopesDiffer,  // the offices of scopes of which none was chosen; {value} names them
  kPattern,       // an office by a pattern: {value} codes under {other}
};
inline constexpr int kNoticeCaseCount = static_cast<int>(NoticeCase::kPattern) + 1;

// The text of a warning.
struct Notice {
  std::string code;
  int rank = 0;  // among the notices of the ruleset, by code; set by Ruleset
  Bilingual title;
  // By NoticeCase. A case that the rules give no words of its own has those of kPlain.
  std::array<Bilingual, kNoticeCaseCount> details;

  const Bilingual& detail(NoticeCase of = NoticeCase::kPlain) const {
    return details[static_cast<std::size_t>(of)];
  }
};

// Skala usaha by investment, PP 7/2021 art 35. Tops are inclusive.
struct ScaleTier {
  BusinessScale scale = BusinessScale::kMicro;
  std::int64_t capital_idr_at_most = 0;
  std::int64_t annual_sales_idr_at_most = 0;
};

struct SmallLand {
  std::vector<std::string> kbli;  // prefixes; empty = every other code
  double hectares_at_most = 0;
};

struct Limits {
  std::int64_t foreign_capital_idr_above = 0;
  std::vector<SmallLand> small_land;
  int settled_days_from = 30;
  double coastal_sea_nm = 12;
};

struct ScoringCell {
  RiskLevel risk = RiskLevel::kUnspecified;
  std::vector<Citation> legal_basis;
};

// Wilayah, by Kemendagri code: two digits a province, four a kabupaten or kota.
struct Region {
  std::string code;
  std::string name;
};

// A day on which offices rest: a public holiday or, by joint decree, cuti bersama.
struct Holiday {
  absl::CivilDay day;
  bool is_joint_leave = false;
};

// A value of the API, or a note on the law, in plain words.
struct ReferenceValue {
  std::string kind;  // "scale"
  std::string code;  // "MICRO"
  std::string oss_code;
  Bilingual title;
  Bilingual detail;
  std::vector<Citation> legal_basis;
};

// What becomes of a document of an earlier regime when this ruleset takes over.
struct OldDocument {
  std::string of_ruleset;       // id of the ruleset that gave it
  std::string held;             // Permit.code there
  std::uint8_t risk = 0;        // a bit by RiskLevel that must be decided; 0 = any, or none
  std::string action;           // "KEEP_AS_KKPR"
  std::vector<int> stands_for;  // permits that need not be asked for
  bool code_changed = false;    // of whatever is held, where the number of the code was changed
  Bilingual title;              // what to tell the holder
  std::vector<Citation> legal_basis;
};

// A period whose law exists but is not held, so that a date in it has no answer.
struct Gap {
  absl::CivilDay from;
  absl::CivilDay to;
  Bilingual missing;
};

// Everything a ruleset holds, before it is frozen. Vectors are in catalogue order: permits, notices
// and commitments by the order of their files.
struct RulesetData {
  std::string id;
  Bilingual title;
  absl::CivilDay effective_from;
  std::optional<absl::CivilDay> effective_to;
  KbliEdition edition = KbliEdition::k2025;
  std::optional<absl::CivilDay> data_as_of;
  std::optional<absl::CivilDay> edition_used_from;
  bool has_risk_levels = true;
  int scale_notice = -1;  // of every answer; -1 = none
  std::string province_without_regencies;
  std::vector<Gap> gaps;
  std::vector<Citation> sources;
  std::vector<Citation> risk_basis;
  std::shared_ptr<const KbliCatalogue> kbli_2020;
  std::shared_ptr<const KbliCatalogue> kbli_2025;
  KbliConversion conversion;
  std::vector<Scope> scopes;      // by code index, then number
  std::vector<int> absent_codes;  // code indices
  std::vector<Office> offices;
  std::vector<Permit> permits;
  std::vector<Commitment> commitments;
  std::vector<Notice> notices;
  std::vector<DecisionTable> tables;
  std::vector<ScaleTier> scale_tiers;  // ascending
  Limits limits;
  std::array<ScoringCell, 16> scoring;   // hazard x likelihood, (h-1)*4 + (l-1)
  std::vector<std::string> legal_forms;  // value of Input::kLegalForm; [0] = "?"
  std::vector<std::string> authority_keys;
  std::vector<Region> regions;                           // by code
  std::vector<AuthorityParameter> authority_parameters;  // by id
  std::vector<AuthorityPattern> authority_patterns;
  std::vector<OfficialRow> official_rows;
  std::vector<OfficialCondition> conditions;
  std::vector<OfficialCode> official_codes;  // by code index
  std::vector<Commitment> page_commitments;  // of official rows and of what may apply
  std::vector<Permit> supporting_permits;    // by code
  std::vector<Citation> official_basis;      // of everything that an official page says
  std::vector<Holiday> holidays;             // by day
  std::vector<ReferenceValue> references;    // by kind, in the order of their files
  std::vector<OldDocument> old_documents;    // in the order of their file; nothing decides by it
  std::vector<std::vector<std::string>> kbli_groups;  // prefix lists, the bits of Input::kKbli
  std::vector<Overlay> overlays;                      // what regions add; nothing decides by it
  std::string fingerprint;  // SHA-256 of what decides and is shown, lower-case hex
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_RULESET_DATA_H_
