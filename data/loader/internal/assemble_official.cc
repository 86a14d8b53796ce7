#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

constexpr absl::string_view kScaleNames[] = {"", "MICRO", "SMALL", "MEDIUM", "LARGE"};
constexpr absl::string_view kExtentNames[] = {"", "WITHIN_REGENCY", "CROSS_REGENCY",
                                              "CROSS_PROVINCE"};
constexpr absl::string_view kUnreadable = "UNREADABLE";

// A duty of a page as it stands there: which, in which list, with which term.
struct Duty {
  absl::string_view id;
  int working_days = 0;
  int months = 0;
};

std::vector<absl::string_view> Items(absl::string_view list) {
  return absl::StrSplit(list, '|', absl::SkipEmpty());
}

// Reads the tables of official pages, in the order in which each needs the ones before.
class PageReader {
 public:
  explicit PageReader(Assembly& assembly)
      : assembly_(assembly),
        out_(assembly.out),
        folder_(absl::StrCat("rulesets/", assembly.out.id, "/")) {}

  void Read() {
    ReadParameters();
    ReadPatterns();
    ReadSupportingPermits();
    ReadConditions();
    ReadCommitmentCatalogues();
    const auto codes = static_cast<std::size_t>(assembly_.kbli().subclass_count());
    if (!out_.official_basis.empty()) out_.official_codes.resize(codes);
    ReadRows();
    ReadCodes();
    ReadPossibleRows();
  }

 private:
  Position At(absl::string_view file, int line) const {
    return {absl::StrCat(folder_, file), line, 1};
  }

  void Fault(const Position& position, std::string message) {
    position.AddError(assembly_.issues, std::move(message));
  }

  template <typename Map>
  int Find(absl::string_view what, const Map& names, absl::string_view name,
           const Position& position) {
    const auto it = names.find(name);
    if (it != names.end()) return it->second;
    Fault(position, absl::StrCat("unknown ", what, " \"", name, "\""));
    return -1;
  }

  // The office that stands for a kind: MINISTER is the minister of the sector.
  int OfficeOfKind(absl::string_view kind, const Position& position) {
    return Find("authority", assembly_.office_by_id, kind == "MINISTER" ? "MINISTER_GENERIC" : kind,
                position);
  }

  // "extent WITHIN_REGENCY or CROSS_REGENCY", "extent CROSS_REGENCY or region 31", "ask", ...
  AuthorityCondition Condition(absl::string_view text, const Position& position) {
    using Kind = AuthorityCondition::Kind;
    if (text == "any") return {.kind = Kind::kAny};
    if (text == "foreign") return {.kind = Kind::kForeign};
    if (text == "not foreign") return {.kind = Kind::kNotForeign};
    if (text == "ask") return {.kind = Kind::kAsk};
    AuthorityCondition condition{.kind = Kind::kExtent};
    absl::ConsumePrefix(&text, "extent ");
    for (absl::string_view part : absl::StrSplit(text, " or ")) {
      if (absl::ConsumePrefix(&part, "region ")) {
        condition.in_province_without_regencies = part == out_.province_without_regencies;
        if (condition.in_province_without_regencies) continue;
        Fault(position, absl::StrCat("region \"", part, "\": want the province without regencies, ",
                                     out_.province_without_regencies));
        continue;
      }
      const std::optional<int> extent =
          ResolveName("condition", part, kExtentNames, position, assembly_.issues);
      if (extent.has_value())
        condition.extents = static_cast<std::uint8_t>(condition.extents | (1 << *extent));
    }
    return condition;
  }

  void ReadParameters() {
    for (int i = 0; i < assembly_.in.authority_parameter_size(); ++i) {
      const AuthorityParameterLine& line = assembly_.in.authority_parameter(i);
      const Position position = At("authority_parameters.tsv", i + 2);
      parameter_by_id_[line.id()] = i;
      out_.authority_parameters.push_back(
          {.id = line.id(),
           .text = line.parameter(),
           .pair = {.condition = Condition(line.condition(), position),
                    .office = OfficeOfKind(line.authority(), position),
                    .parameter = i}});
    }
  }

  void ReadPatterns() {
    for (int i = 0; i < assembly_.in.authority_pattern_size(); ++i) {
      const AuthorityPatternLine& line = assembly_.in.authority_pattern(i);
      const Position position = At("authority_patterns.tsv", i + 2);
      AuthorityPattern pattern{.division = line.division()};
      pattern.scale = ResolveEnum<BusinessScale>("scale", line.scale(), kScaleNames, position,
                                                 assembly_.issues);
      int codes = 0;
      if (!absl::SimpleAtoi(line.codes_keyed(), &codes) || codes < 3)
        Fault(position, absl::StrCat("codes_keyed \"", line.codes_keyed(), "\": want 3 or more"));
      for (absl::string_view rule : absl::StrSplit(line.pattern(), "; ")) {
        const std::vector<absl::string_view> sides = absl::StrSplit(rule, " -> ");
        if (sides.size() != 2) {
          Fault(position, absl::StrCat("\"", rule, "\": want condition -> authority"));
          continue;
        }
        pattern.pairs.push_back({.condition = Condition(sides[0], position),
                                 .office = OfficeOfKind(sides[1], position)});
      }
      pattern.basis = PatternBasis(line);
      out_.authority_patterns.push_back(std::move(pattern));
    }
  }

  izin::Citation PatternBasis(const AuthorityPatternLine& line) const {
    izin::Citation basis;
    if (!out_.official_basis.empty()) basis = out_.official_basis.front();
    basis.provision = absl::StrCat("pola ", line.codes_keyed(), " kode golongan pokok ",
                                   line.division(), " (", line.scale(), ")");
    basis.verification = Verification::kUnverified;
    return basis;
  }

  void ReadSupportingPermits() {
    for (int i = 0; i < assembly_.in.supporting_permit_size(); ++i) {
      const SupportingPermitLine& line = assembly_.in.supporting_permit(i);
      const Position position = At("supporting_permits.tsv", i + 2);
      if (!absl::StartsWith(line.code(), "UMKU_"))
        Fault(position, absl::StrCat("code \"", line.code(), "\": want UMKU_..."));
      supporting_by_code_[line.code()] = i;
      izin::Permit permit{.code = line.code(), .category = PermitCategory::kSupporting};
      permit.title = Text(line.title_id(), line.title_en(), position);
      permit.detail = {
          .id = "Mungkin diperlukan, tergantung produk atau sarana usaha.",
          .en = "May be needed, depending on the product or facility of the business."};
      permit.legal_basis = out_.official_basis;
      out_.supporting_permits.push_back(std::move(permit));
    }
  }

  Bilingual Text(const std::string& id, const std::string& en, const Position& position) {
    if (id.empty() || en.empty()) Fault(position, "missing title in one of the languages");
    return {.id = id, .en = en};
  }

  void ReadConditions() {
    for (int i = 0; i < assembly_.in.condition_size(); ++i) {
      const ConditionLine& line = assembly_.in.condition(i);
      const Position position = At("conditions.tsv", i + 2);
      condition_by_id_[line.id()] = i;
      OfficialCondition condition{.id = line.id()};
      condition.notice = Find("kind", assembly_.notice_by_code, line.kind(), position);
      condition.text = Text(line.title_id(), line.title_en(), position);
      condition.legal_basis = out_.official_basis;
      if (!line.regulation().empty() && !condition.legal_basis.empty())
        condition.legal_basis.front().regulation = line.regulation();
      out_.conditions.push_back(std::move(condition));
    }
  }

  void ReadCommitmentCatalogues() {
    for (int i = 0; i < assembly_.in.official_commitment_size(); ++i) {
      const OfficialCommitmentLine& line = assembly_.in.official_commitment(i);
      const Position position = At("official_commitments.tsv", i + 2);
      izin::Commitment commitment{.code = line.id()};
      commitment.title = Text(line.title_id(), line.title_en(), position);
      if (line.kind() == "REPORT") commitment.kind = CommitmentKind::kReport;
      if (!absl::SimpleAtoi(line.every_months(), &commitment.every_months))
        Fault(position, absl::StrCat("every_months \"", line.every_months(), "\": want a number"));
      if (!line.document().empty()) {
        commitment.detail = {.id = absl::StrCat("Dokumen: ", line.document(), "."),
                             .en = absl::StrCat("Document: ", line.document(), ".")};
      }
      catalogue_[line.id()] = std::move(commitment);
    }
    for (int i = 0; i < assembly_.in.possible_commitment_size(); ++i) {
      const PossibleCommitmentLine& line = assembly_.in.possible_commitment(i);
      const Position position = At("possible_commitments.tsv", i + 2);
      if (catalogue_.contains(line.id()))
        Fault(position, absl::StrCat(line.id(), " is in official_commitments.tsv already"));
      izin::Commitment commitment{.code = line.id()};
      commitment.title = Text(line.title_id(), line.title_en(), position);
      catalogue_[line.id()] = std::move(commitment);
    }
    izin::Commitment unreadable{.code = std::string(kUnreadable)};
    unreadable.title = {.id = "Satu butir lagi, tidak terbaca pada sumber",
                        .en = "One more line, not readable in the source"};
    unreadable.detail = {.id = "Halaman resmi tidak menampilkan isinya. Tanyakan pada DPMPTSP.",
                         .en = "The official page does not show its text. Ask the DPMPTSP."};
    catalogue_[kUnreadable] = std::move(unreadable);
  }

  // "ID", "ID:7" in Hari, "ID:12m" in months.
  Duty ReadDuty(absl::string_view item, const Position& position) {
    Duty duty;
    const std::size_t colon = item.find(':');
    duty.id = item.substr(0, colon);
    if (colon == absl::string_view::npos) return duty;
    absl::string_view term = item.substr(colon + 1);
    int& number = absl::ConsumeSuffix(&term, "m") ? duty.months : duty.working_days;
    if (!absl::SimpleAtoi(term, &number) || number <= 0)
      Fault(position, absl::StrCat("\"", item, "\": want ID, ID:<days> or ID:<months>m"));
    return duty;
  }

  // Duties of a list, each once; one that stands twice keeps its term. What the page does not show
  // stands as often as it does there.
  std::vector<Duty> ReadDuties(absl::string_view list, const Position& position) {
    std::vector<Duty> duties;
    for (absl::string_view item : Items(list)) {
      const Duty duty = ReadDuty(item, position);
      const auto& replaced = assembly_.rules().ruleset(0).page_commitment_replaced();
      if (std::find(replaced.begin(), replaced.end(), duty.id) != replaced.end()) continue;
      const auto known = std::find_if(duties.begin(), duties.end(), [&duty](const Duty& other) {
        return other.id == duty.id && duty.id != kUnreadable;
      });
      if (known == duties.end()) {
        duties.push_back(duty);
      } else if (known->working_days == 0 && known->months == 0) {
        *known = duty;
      }
    }
    return duties;
  }

  // The one entry for a duty in one list with one term, made on first use.
  int CommitmentOf(const Duty& duty, CommitmentKind kind, bool may_apply,
                   const std::vector<izin::Citation>& basis, const Position& position) {
    const auto it = catalogue_.find(duty.id);
    if (it == catalogue_.end()) {
      Fault(position, absl::StrCat("unknown commitment \"", duty.id, "\""));
      return -1;
    }
    const std::string key = absl::StrCat(duty.id, "|", static_cast<int>(kind), "|",
                                         duty.working_days, "|", duty.months, "|", may_apply);
    const auto [known, is_new] =
        commitment_by_key_.try_emplace(key, static_cast<int>(out_.page_commitments.size()));
    if (!is_new) return known->second;
    izin::Commitment commitment = it->second;
    if (commitment.kind == CommitmentKind::kUnspecified) commitment.kind = kind;
    if (kind == CommitmentKind::kRequirement) commitment.due_before = Stage::kOperation;
    commitment.due_working_days = duty.working_days;
    commitment.due_months = duty.months;
    if (duty.working_days > 0 || duty.months > 0) {
      commitment.due_after = {.id = "halaman resmi tidak menyebut awal jangka waktunya",
                              .en = "the official page does not say when the term starts"};
    }
    commitment.may_apply = may_apply;
    commitment.legal_basis = basis;
    out_.page_commitments.push_back(std::move(commitment));
    return known->second;
  }

  std::vector<int> Commitments(absl::string_view requirements, absl::string_view obligations,
                               bool may_apply, const std::vector<izin::Citation>& basis,
                               const Position& position) {
    std::vector<int> commitments;
    const auto append = [&](absl::string_view list, CommitmentKind kind) {
      for (const Duty& duty : ReadDuties(list, position)) {
        const int index = CommitmentOf(duty, kind, may_apply, basis, position);
        if (index >= 0) commitments.push_back(index);
      }
    };
    append(requirements, CommitmentKind::kRequirement);
    append(obligations, CommitmentKind::kObligation);
    return commitments;
  }

  void ReadRows() {
    for (std::size_t i = 0; i < out_.scopes.size(); ++i)
      scope_by_id_[out_.scopes[i].id] = static_cast<int>(i);
    for (int i = 0; i < assembly_.in.official_row_size(); ++i) {
      const OfficialRowLine& line = assembly_.in.official_row(i);
      const Position position = At("official_rows.tsv", i + 2);
      OfficialRow row{.line = i + 2, .document = line.document()};
      row.permit = Find("licence", assembly_.permit_by_code, line.licence(), position);
      row.is_document_suspect = line.suspect() == "DOCUMENT";
      if (!line.suspect().empty() && !row.is_document_suspect)
        Fault(position, absl::StrCat("suspect \"", line.suspect(), "\": want DOCUMENT or nothing"));
      if (!line.term_days().empty() && !absl::SimpleAtoi(line.term_days(), &row.term_days))
        Fault(position, absl::StrCat("term_days \"", line.term_days(), "\": want a number"));
      for (absl::string_view id : Items(line.authority())) {
        const int parameter = Find("authority parameter", parameter_by_id_, id, position);
        if (parameter < 0) continue;
        row.pairs.push_back(out_.authority_parameters[static_cast<std::size_t>(parameter)].pair);
      }
      row.commitments = Commitments(line.requirements(), line.obligations(), /*may_apply=*/false,
                                    out_.official_basis, position);
      row.text = TextOf(row);
      Attach(line, position);
      out_.official_rows.push_back(std::move(row));
    }
  }

  // The number of what a row says beside the office.
  int TextOf(const OfficialRow& row) {
    const std::string key = absl::StrCat(row.permit, "|", row.document, "|", row.term_days, "|",
                                         absl::StrJoin(row.commitments, ","));
    return text_by_key_.try_emplace(key, static_cast<int>(text_by_key_.size())).first->second;
  }

  // Ties the row that is about to be added to its scope and scale.
  void Attach(const OfficialRowLine& line, const Position& position) {
    const auto scale =
        ResolveEnum<BusinessScale>("scale", line.scale(), kScaleNames, position, assembly_.issues);
    const std::string id = absl::StrCat(line.code(), "-", line.scope());
    const int index = Find("scope", scope_by_id_, id, position);
    if (index < 0) return;
    Scope& scope = out_.scopes[static_cast<std::size_t>(index)];
    const auto at = static_cast<std::size_t>(scale);
    if (scope.level_at[at] == RiskLevel::kUnspecified)
      Fault(position, absl::StrCat(id, " is not offered at scale ", line.scale()));
    if (scope.official_row_at[at] >= 0)
      Fault(position, absl::StrCat("a second row for ", id, " at scale ", line.scale()));
    scope.official_row_at[at] = static_cast<std::int16_t>(out_.official_rows.size());
  }

  OfficialCode* CodeAt(const std::string& text, const Position& position) {
    const absl::StatusOr<KbliCode> code = KbliCode::Parse(text);
    const std::optional<int> index =
        code.ok() ? assembly_.kbli().IndexOf(*code) : std::optional<int>();
    if (index.has_value() && !out_.official_codes.empty())
      return &out_.official_codes[static_cast<std::size_t>(*index)];
    Fault(position, absl::StrCat("unknown code \"", text, "\""));
    return nullptr;
  }

  void ReadCodes() {
    for (int i = 0; i < assembly_.in.official_code_size(); ++i) {
      const OfficialCodeLine& line = assembly_.in.official_code(i);
      const Position position = At("official_codes.tsv", i + 2);
      OfficialCode* code = CodeAt(line.code(), position);
      if (code == nullptr) continue;
      for (absl::string_view permit : Items(line.supporting()))
        code->supporting.push_back(
            Find("supporting permit", supporting_by_code_, permit, position));
      std::sort(code->supporting.begin(), code->supporting.end());
      code->is_supporting_complete = line.supporting_complete() == "yes";
      for (absl::string_view condition : Items(line.conditions())) {
        if (condition == kUnreadable) {
          code->are_conditions_readable = false;
        } else {
          code->conditions.push_back(Find("condition", condition_by_id_, condition, position));
        }
      }
    }
  }

  void ReadPossibleRows() {
    std::vector<izin::Citation> basis;
    if (assembly_.in.possible_row_size() > 0) {
      const RulesetHeader& header = assembly_.rules().ruleset(0);
      basis =
          ResolveCitations(header.possible_basis(), "possible_basis",
                           assembly_.positions.Of(header, "ruleset.textproto:1"), assembly_.issues);
    }
    for (int i = 0; i < assembly_.in.possible_row_size(); ++i) {
      const PossibleRowLine& line = assembly_.in.possible_row(i);
      const Position position = At("possible_rows.tsv", i + 2);
      OfficialCode* code = CodeAt(line.code(), position);
      if (code == nullptr) continue;
      const std::vector<int> commitments =
          Commitments(line.requirements(), line.obligations(), /*may_apply=*/true, basis, position);
      code->may_apply.insert(code->may_apply.end(), commitments.begin(), commitments.end());
    }
  }

  Assembly& assembly_;
  RulesetData& out_;
  std::string folder_;
  absl::flat_hash_map<std::string, int> scope_by_id_;
  absl::flat_hash_map<std::string, int> text_by_key_;
  absl::flat_hash_map<std::string, int> parameter_by_id_;
  absl::flat_hash_map<std::string, int> supporting_by_code_;
  absl::flat_hash_map<std::string, int> condition_by_id_;
  absl::flat_hash_map<std::string, izin::Commitment> catalogue_;
  absl::flat_hash_map<std::string, int> commitment_by_key_;
};

}  // namespace

void AssembleOfficialPages(Assembly& assembly) {
  if (assembly.rules().ruleset_size() != 1) return;
  PageReader(assembly).Read();
}

}  // namespace izin::internal
