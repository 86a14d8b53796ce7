// One body of law as data, compiled: catalogues, the risk matrix and the decision tables.
//
// Ruleset is immutable and thread-safe; it is built aside from RulesetData (data/loader does) and
// shared by pointer. Everything it refers to by index or pointer lives in it.

#ifndef IZIN_CLASSIFIER_RULESET_H_
#define IZIN_CLASSIFIER_RULESET_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "classifier/element_at.h"
#include "classifier/engine_notices.h"
#include "classifier/enums.h"
#include "classifier/kbli_catalogue.h"
#include "classifier/ruleset_data.h"

namespace izin {

// Bits of the prefix lists that a code stands under.
std::uint64_t KbliGroupBits(const KbliCatalogue& kbli, int code_index,
                            absl::Span<const std::vector<std::string>> groups);

// What decides whether a commitment of the catalogue stands, side by side.
struct CommitmentRef {
  int index = -1;  // in RulesetData::commitments
  CommitmentKind kind = CommitmentKind::kUnspecified;
  bool by_row_only = false;
  bool blocks_stage = false;
  Conditions conditions;
};

// Whatever the data says, every read by an index or code is defined: one that is not there gives
// null, an empty list or an empty value, as its function says. The compiler refuses such data.
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

  // The fingerprint as 32 bytes; shorter if the ruleset was made without one.
  const std::string& fingerprint_bytes() const { return fingerprint_bytes_; }

  // The catalogue of the ruleset's own edition, and of any.
  const KbliCatalogue& kbli() const { return kbli(data_.edition); }
  const KbliCatalogue& kbli(KbliEdition edition) const {
    return edition == KbliEdition::k2020 ? *data_.kbli_2020 : *data_.kbli_2025;
  }

  // The scopes of a code by number; none of what is no code.
  absl::Span<const Scope> scopes_of(int code_index) const {
    const CodeFacts* code = ElementAt(code_facts_, code_index);
    if (code == nullptr) return {};
    return absl::MakeConstSpan(data_.scopes).subspan(code->first_scope, code->scope_count);
  }
  // Null if the code has no such scope.
  const Scope* FindScope(int code_index, int number) const;
  bool IsAbsentFromSnapshot(int code_index) const {
    const CodeFacts* code = ElementAt(code_facts_, code_index);
    return code == nullptr || code->is_absent;
  }

  // The table in a role, or null if the ruleset has none.
  const DecisionTable* table(TableRole role) const {
    return by_role_[static_cast<std::size_t>(role)];
  }

  const Permit* FindPermit(absl::string_view code) const;
  const Office* FindOffice(absl::string_view id) const;
  const Notice* FindNotice(absl::string_view code) const;
  // Null if the catalogue lacks it.
  const Notice* notice(EngineNotice notice) const {
    return engine_notices_[static_cast<std::size_t>(notice)];
  }
  const Region* FindRegion(absl::string_view code) const;
  // The position of a published parameter of authority; -1 if there is none.
  int FindAuthorityParameter(absl::string_view id) const;
  // What the official page says of a scope at a scale; null where it has no row.
  const OfficialRow* official_row(const Scope& scope, BusinessScale scale) const {
    return ElementAt(data_.official_rows, scope.official_row_at[static_cast<std::size_t>(scale)]);
  }
  // What the page says of the code itself; null where it says nothing.
  const OfficialCode* official_code(int code_index) const {
    return ElementAt(data_.official_codes, code_index);
  }
  // What the other codes of the division, or else of the category, publish at a scale; null where
  // they do not agree.
  const AuthorityPattern* pattern(int code_index, BusinessScale scale) const;
  // Bits of Input::kKbli for a code of the ruleset's edition.
  std::uint64_t kbli_bits(int code_index) const {
    const CodeFacts* code = ElementAt(code_facts_, code_index);
    return code == nullptr ? 0 : code->kbli_bits;
  }

  // Of the catalogues; null at an index that is none.
  const Office* OfficeAt(int index) const { return ElementAt(data_.offices, index); }
  const Permit* PermitAt(int index) const { return ElementAt(data_.permits, index); }
  const Notice* NoticeAt(int index) const { return ElementAt(data_.notices, index); }
  // The same for who only shows them: one without a name at an index that is none.
  const Office& office(int index) const {
    const Office* office = OfficeAt(index);
    return office == nullptr ? no_office_ : *office;
  }
  const Permit& permit(int index) const {
    const Permit* permit = PermitAt(index);
    return permit == nullptr ? no_permit_ : *permit;
  }

  // The catalogue's commitments that belong to a permit: by kind, and within a kind in the
  // catalogue's order.
  absl::Span<const CommitmentRef> commitments_of(int permit) const {
    const std::vector<CommitmentRef>* commitments = ElementAt(commitments_of_, permit);
    return commitments == nullptr ? absl::Span<const CommitmentRef>() : *commitments;
  }
  // The kind of a commitment of the official pages.
  CommitmentKind page_commitment_kind(int index) const {
    const CommitmentKind* kind = ElementAt(page_commitment_kinds_, index);
    return kind == nullptr ? CommitmentKind::kUnspecified : *kind;
  }
  // The words for a value of the API or a note; null if there are none.
  const ReferenceValue* FindReference(absl::string_view kind, absl::string_view code) const;
  // True if some text of an answer on `day` differs from that of a later day.
  bool ChangesTextAfter(absl::CivilDay day) const { return day < last_change_of_text_; }
  // The area up to which land of the code is small (PP 24/2018 art 33(1)f); null if there is none.
  const SmallLand* small_land(int code_index) const;
  // True if some row that refuses, or that says how inputs are read, depends on `input`.
  bool MayRefuseBy(Input input) const { return (refusing_inputs_ >> Ordinal(input) & 1) != 0; }
  // True if a row that says how inputs are read depends on `input`.
  bool IsReadByAdjust(Input input) const { return (adjusting_inputs_ >> Ordinal(input) & 1) != 0; }
  // True if some row refuses certain legal forms for an activity of these other inputs.
  bool RefusesByLegalForm(const Facts& facts) const;
  // Position of the office GOVERNOR; -1 if the ruleset has none.
  int governor() const { return governor_; }
  // The office LEMBAGA_OSS; null if the ruleset has none.
  const Office* oss_institution() const { return oss_institution_; }

  // Number of rows: matrix lines, rows of all tables and official rows.
  int row_count() const;

 private:
  // What a decision reads of a code, side by side.
  struct CodeFacts {
    std::uint32_t first_scope = 0;
    std::uint32_t scope_count = 0;
    std::uint64_t kbli_bits = 0;
    // By scale; -1 = none.
    std::array<std::int16_t, 5> patterns{-1, -1, -1, -1, -1};
    bool is_absent = false;            // from the official snapshot
    bool is_numbered_in_order = true;  // its scopes are 1, 2, 3, ...
  };

  void IndexNotices();
  void IndexCodes();
  void IndexRefusals();
  void IndexCommitments();

  RulesetData data_;
  std::string name_;
  std::string versioned_name_;
  std::string fingerprint_bytes_;
  std::vector<CodeFacts> code_facts_;  // by code index
  std::array<const DecisionTable*, kTableRoleCount> by_role_{};
  absl::flat_hash_map<std::string, int> permit_by_code_;
  absl::flat_hash_map<std::string, int> office_by_id_;
  absl::flat_hash_map<std::string, int> notice_by_code_;
  absl::flat_hash_map<std::string, int> supporting_by_code_;
  absl::flat_hash_map<std::string, int> reference_by_name_;  // "scale/MICRO"
  std::array<const Notice*, kEngineNoticeCount> engine_notices_{};
  std::vector<std::vector<CommitmentRef>> commitments_of_;  // by permit
  std::vector<CommitmentKind> page_commitment_kinds_;       // by position
  const Office no_office_;
  const Permit no_permit_;
  int governor_ = -1;
  absl::CivilDay last_change_of_text_;
  const Office* oss_institution_ = nullptr;
  std::uint64_t refusing_inputs_ = 0;
  std::uint64_t adjusting_inputs_ = 0;
  std::vector<const TableRow*> rows_refusing_forms_;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_RULESET_H_
