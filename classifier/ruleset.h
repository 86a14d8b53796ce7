// One body of law as data, compiled: catalogues, the risk matrix and the decision tables.
//
// Ruleset is immutable and thread-safe; it is built aside from RulesetData (data/loader does) and
// shared by pointer. Everything it refers to by index or pointer lives in it.

#ifndef IZIN_CLASSIFIER_RULESET_H_
#define IZIN_CLASSIFIER_RULESET_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"

#include "classifier/decision_table.h"
#include "classifier/enums.h"
#include "classifier/kbli_catalogue.h"
#include "classifier/kbli_conversion.h"

namespace izin {

// A provision of law and how far it was checked.
struct Citation {
  std::string regulation;  // "PP 28/2025"
  std::string provision;   // "art 131(4)"
  std::string url;
  Verification verification = Verification::kUnspecified;
  std::string as_of;  // YYYY-MM-DD of a snapshot
};

struct Bilingual {
  std::string id;
  std::string en;
};

// Ruang lingkup: one published row of the risk matrix.
struct Scope {
  int code_index = 0;  // in the ruleset's catalogue
  int number = 0;
  std::string id;  // "56101-1"
  std::string label;
  std::array<RiskLevel, 5> level_at{};  // by BusinessScale; kUnspecified = not offered
  std::string suspect;                  // "PPMSE", "DUPLICATE_LABEL" or empty
};

struct Office {
  std::string id;
  AuthorityKind kind = AuthorityKind::kUnspecified;
  Bilingual name;
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
  std::vector<Citation> legal_basis;
};

// The text of a warning.
struct Notice {
  std::string code;
  Bilingual title;
  Bilingual detail;
};

struct RowPermit {
  int permit = -1;
  CommitmentFlag flag = CommitmentFlag::kUnspecified;
  int working_days = 0;
  int working_days_with_repairs = 0;
  bool automatic = false;
  bool deemed_approved = false;
  bool term_from_official_row = false;
  int office = -1;  // instead of the catalogue's
  Bilingual note;
};

struct TableRow {
  std::string id;
  std::string where;  // "land.textproto:42"
  Conditions conditions;
  std::vector<RowPermit> permits;
  bool refused = false;
  bool not_licensed = false;
  bool then_land = false;
  int office = -1;
  std::vector<int> notices;
  std::vector<int> commitments;
  std::optional<Input> adjusted_input;
  int adjusted_value = 0;
  Bilingual note;
  std::vector<Citation> legal_basis;
  Verification weakest = Verification::kUnspecified;  // of legal_basis
};

enum class TableRole : std::uint8_t {
  kAdjust,
  kLicences,
  kLand,
  kSea,
  kForest,
  kEnvironment,
  kBuilding,
  kAuthority,
  kAuthorityBase,
  kAuthorityEnvironment,
  kReporting,
  kNotes,
};
inline constexpr int kTableRoleCount = static_cast<int>(TableRole::kNotes) + 1;
absl::string_view Name(TableRole role);

struct DecisionTable {
  std::string id;
  TableRole role = TableRole::kNotes;
  bool is_unique = false;
  Bilingual title;
  std::vector<TableRow> rows;
  UniqueTable index;  // of a UNIQUE table
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
  std::vector<Region> regions;                        // by code
  std::vector<std::string> authority_parameters;      // ids of published parameters, sorted
  std::vector<std::vector<std::string>> kbli_groups;  // prefix lists, the bits of Input::kKbli
  std::string fingerprint;  // SHA-256 of the unsigned bundle, lower-case hex
};

class Ruleset {
 public:
  explicit Ruleset(RulesetData data);

  Ruleset(const Ruleset&) = delete;
  Ruleset& operator=(const Ruleset&) = delete;

  const RulesetData& data() const { return data_; }
  // "rulesets/pp28-2025"
  const std::string& name() const { return name_; }
  // "rulesets/pp28-2025@<fingerprint>"
  const std::string& versioned_name() const { return versioned_name_; }

  // The catalogue of the ruleset's own edition, and of any.
  const KbliCatalogue& kbli() const { return kbli(data_.edition); }
  const KbliCatalogue& kbli(KbliEdition edition) const {
    return edition == KbliEdition::k2020 ? *data_.kbli_2020 : *data_.kbli_2025;
  }

  absl::Span<const Scope> scopes_of(int code_index) const {
    const ScopeRange& range = scope_ranges_[static_cast<std::size_t>(code_index)];
    return absl::MakeConstSpan(data_.scopes).subspan(range.first, range.count);
  }
  const Scope* FindScope(int code_index, int number) const;
  bool IsAbsentFromSnapshot(int code_index) const;

  // The table in a role, or null if the ruleset has none.
  const DecisionTable* table(TableRole role) const {
    return by_role_[static_cast<std::size_t>(role)];
  }

  const Permit* FindPermit(absl::string_view code) const;
  const Office* FindOffice(absl::string_view id) const;
  // REQUIRES: the loader checked that every notice the engine gives is in the catalogue.
  const Notice* FindNotice(absl::string_view code) const;
  const Region* FindRegion(absl::string_view code) const;
  bool HasAuthorityParameter(absl::string_view id) const;
  // Bits of Input::kKbli for a code of the ruleset's edition.
  std::uint64_t kbli_bits(int code_index) const {
    return kbli_bits_[static_cast<std::size_t>(code_index)];
  }

  const Office& office(int index) const { return data_.offices[static_cast<std::size_t>(index)]; }
  const Permit& permit(int index) const { return data_.permits[static_cast<std::size_t>(index)]; }

  // Number of rows: matrix lines and rows of all tables.
  int row_count() const;

 private:
  struct ScopeRange {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };

  RulesetData data_;
  std::string name_;
  std::string versioned_name_;
  std::vector<ScopeRange> scope_ranges_;  // by code index
  std::array<const DecisionTable*, kTableRoleCount> by_role_{};
  absl::flat_hash_map<std::string, int> permit_by_code_;
  absl::flat_hash_map<std::string, int> office_by_id_;
  absl::flat_hash_map<std::string, int> notice_by_code_;
  std::vector<std::uint64_t> kbli_bits_;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_RULESET_H_
