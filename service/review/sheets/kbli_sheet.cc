#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

#include "classifier/activity.h"
#include "classifier/cells.h"
#include "classifier/classify.h"
#include "classifier/enum_names.h"
#include "service/render/render_classification.h"
#include "service/review/sheets/sheet.h"
#include "service/review/sheets/sheet_words.h"
#include "service/review/sheets/term_range.h"

namespace izin {
namespace {

constexpr Phrase kNotKnown = {"tidak diketahui", "not known"};

struct Scenario {
  const Scope* scope = nullptr;  // null: the code has none
  BusinessScale scale = BusinessScale::kUnspecified;
  LocationType location = LocationType::kUnspecified;
};

// Scenarios that are answered alike.
struct Group {
  SheetSection answer;  // without its title
  std::vector<Scenario> scenarios;
};

bool IsSame(const SheetLine& a, const SheetLine& b) {
  return a.text == b.text && a.basis == b.basis;
}

bool Holds(const SheetSection& section, const SheetLine& line) {
  return std::any_of(section.lines.begin(), section.lines.end(),
                     [&line](const SheetLine& other) { return IsSame(line, other); });
}

bool IsAlike(const SheetSection& a, const SheetSection& b) {
  return a.rows == b.rows &&
         std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(), IsSame);
}

// The permit that lets the business operate; null if none was decided.
const v1::Permit* LicenceOf(const v1::Classification& decided) {
  const v1::Permit* licence = nullptr;
  for (const v1::Permit& permit : decided.permits()) {
    const auto category = static_cast<PermitCategory>(permit.category());
    const bool is_identity = category == PermitCategory::kIdentity;
    if (is_identity || category == PermitCategory::kLicence ||
        category == PermitCategory::kStandardCertificate) {
      if (licence == nullptr || !is_identity) licence = &permit;
    }
  }
  return licence;
}

// Decides every scenario of a code and writes down what was decided.
class KbliSheetBuilder {
 public:
  KbliSheetBuilder(const Ruleset& ruleset, int code_index, Language language, const Region* region)
      : ruleset_(ruleset),
        code_index_(code_index),
        region_(region),
        form_({.language = language}),
        words_(ruleset, language, region) {}

  Sheet Build() {
    const KbliEntry& entry = ruleset_.kbli().EntryAt(code_index_);
    ForEachCell(ruleset_, code_index_, [&](const Scope* scope, const BusinessActivity& activity) {
      AddScenario(scope, activity);
    });
    Sheet sheet = words_.Begin(
        absl::StrCat(words_.Say({"Uji fakta KBLI ", "Fact check of KBLI "}), entry.code, ": ",
                     entry.title),
        absl::StrCat(words_.In(ruleset_.data().title), "; KBLI ", NameOf(ruleset_.data().edition)));
    sheet.opening = Opening();
    sheet.sections.push_back(Preface());
    if (SheetSection shared = TakeShared(); !shared.lines.empty())
      sheet.sections.push_back(std::move(shared));
    for (Group& group : groups_) sheet.sections.push_back(SectionOf(std::move(group)));
    return sheet;
  }

 private:
  std::string Opening() const {
    std::vector<std::string> levels;
    for (const RiskLevel level : levels_) levels.push_back(words_.Title("risk", NameOf(level)));
    std::string term =
        absl::StrCat(words_.Say({"Jangka waktu perizinan berusaha: ", "Term of the licence: "}),
                     terms_.Text(words_), ".");
    if (levels.empty()) return term;
    return absl::StrCat(words_.Say({"Tingkat risiko: ", "Risk level: "}),
                        absl::StrJoin(levels, words_.Say({" atau ", " or "})), ". ", term);
  }

  SheetSection Preface() const {
    const std::string region =
        region_ == nullptr
            ? ""
            : absl::StrCat(words_.Say({" dalam satu wilayah, ", " within one region, "}),
                           region_->name, ",");
    return {
        .title = words_.Say({"Cakupan", "Coverage"}),
        .lines = {
            {absl::StrCat(words_.Say({"Jumlah skenario: ", "Scenarios: "}), scenarios_,
                          words_.Say({"; yang jawabannya sama dikelompokkan: ",
                                      "; those answered alike stand together: "}),
                          groups_.size(), words_.Say({" kelompok", " groups"})),
             ""},
            {absl::StrCat(words_.Say({"Setiap ruang lingkup, pada setiap skala usaha yang "
                                      "tersedia,",
                                      "Each scope, at each scale that it offers,"}),
                          region,
                          words_.Say({" di darat, di laut, dan di kawasan hutan; masukan lain "
                                      "tidak diketahui.",
                                      " on land, at sea and in forest area; every other input is "
                                      "not known."})),
             ""},
            {words_.Say({"Tanda dalam kurung siku menyatakan sejauh mana dasar itu telah "
                         "diperiksa.",
                         "The mark in square brackets says how far that basis was checked."}),
             ""}}};
  }

  void AddScenario(const Scope* scope, BusinessActivity activity) {
    const Scenario scenario = {scope, activity.scale, activity.locations.front()};
    if (region_ != nullptr && region_->code.size() == 4) {
      activity.region_codes = {region_->code};
      activity.extent = AdministrativeExtent::kWithinRegency;
    }
    const v1::Classification decided = RenderClassification(Classify(ruleset_, activity), form_);
    ++scenarios_;
    NoteRiskAndTerm(decided);
    SheetSection answer;
    AddOutcome(decided, answer);
    AddWarnings(decided, answer);
    AddRequirements(decided, answer);
    AddPermits(decided, answer);
    for (Group& group : groups_) {
      if (IsAlike(group.answer, answer)) return group.scenarios.push_back(scenario);
    }
    groups_.push_back({.answer = std::move(answer), .scenarios = {scenario}});
  }

  void NoteRiskAndTerm(const v1::Classification& decided) {
    if (decided.risk_level() != v1::RISK_LEVEL_UNSPECIFIED)
      levels_.insert(static_cast<RiskLevel>(decided.risk_level()));
    const v1::Permit* licence = LicenceOf(decided);
    if (licence == nullptr || !licence->has_processing()) return;
    if (licence->processing().automatic()) {
      terms_.AddAutomatic();
    } else {
      terms_.Add(licence->processing().working_days());
    }
  }

  // Moves the lines that every one of several groups has into a section of their own.
  SheetSection TakeShared() {
    SheetSection shared{.title =
                            words_.Say({"Sama pada setiap kelompok", "The same in every group"})};
    if (groups_.size() < 2) return shared;
    for (const SheetLine& line : groups_.front().answer.lines) {
      if (std::all_of(groups_.begin(), groups_.end(),
                      [&line](const Group& group) { return Holds(group.answer, line); })) {
        shared.lines.push_back(line);
      }
    }
    for (Group& group : groups_) {
      std::vector<SheetLine>& lines = group.answer.lines;
      lines.erase(std::remove_if(lines.begin(), lines.end(),
                                 [&](const SheetLine& line) { return Holds(shared, line); }),
                  lines.end());
    }
    return shared;
  }

  // What the group is of stands first.
  SheetSection SectionOf(Group group) {
    SheetSection section = std::move(group.answer);
    section.title = absl::StrCat(words_.Say({"Kelompok ", "Group "}), ++sections_, ": ",
                                 group.scenarios.size(), words_.Say({" skenario", " scenarios"}));
    std::vector<SheetLine> covered = Covered(group.scenarios);
    section.lines.insert(section.lines.begin(), covered.begin(), covered.end());
    section.blanks = {words_.Say({"Diperiksa oleh", "Checked by"}),
                      words_.Say({"Tanggal", "Date"})};
    return section;
  }

  // A line for each scope and list of scales: in which places. REQUIRES: scenarios of one scope
  // stand side by side, and those of one place of it in the order of scales.
  std::vector<SheetLine> Covered(const std::vector<Scenario>& scenarios) const {
    struct Line {
      const Scope* scope = nullptr;
      std::vector<BusinessScale> scales;
      std::vector<LocationType> places;
    };
    std::vector<Line> lines;
    for (const Scenario& scenario : scenarios) {
      const auto at = std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
        return line.scope == scenario.scope && line.places.front() == scenario.location;
      });
      if (at != lines.end()) {
        at->scales.push_back(scenario.scale);
      } else {
        lines.push_back({scenario.scope, {scenario.scale}, {scenario.location}});
      }
    }
    std::vector<SheetLine> out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      Line& line = lines[i];
      for (std::size_t j = lines.size() - 1; j > i; --j) {
        if (lines[j].scope != line.scope || lines[j].scales != line.scales) continue;
        line.places.insert(line.places.begin() + 1, lines[j].places.front());
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(j));
      }
      out.push_back({CoveredText(line.scope, line.scales, line.places), ""});
    }
    return out;
  }

  std::string CoveredText(const Scope* scope, const std::vector<BusinessScale>& scales,
                          const std::vector<LocationType>& places) const {
    std::string text = words_.Say({"Berlaku untuk: ", "Holds for: "});
    if (scope != nullptr) {
      absl::StrAppend(&text, words_.Say({"ruang lingkup ", "scope "}), scope->number, " ",
                      scope->label, "; ");
      if (scope->only_foreign)
        absl::StrAppend(&text, words_.Say({"penanaman modal asing; ", "foreign capital; "}));
    }
    const auto join = [&](absl::string_view kind, const auto& values) {
      std::vector<std::string> titles;
      titles.reserve(values.size());
      for (const auto value : values) titles.push_back(words_.Title(kind, NameOf(value)));
      return absl::StrJoin(titles, ", ");
    };
    return absl::StrCat(text, join("scale", scales), "; ", join("location", places));
  }

  void AddOutcome(const v1::Classification& decided, SheetSection& section) const {
    const bool has_level = decided.risk_level() != v1::RISK_LEVEL_UNSPECIFIED;
    section.lines.push_back(
        {absl::StrCat(words_.Say({"Hasil: ", "Outcome: "}),
                      words_.Title("outcome", NameOf(static_cast<Outcome>(decided.outcome())))),
         ""});
    section.lines.push_back(
        {absl::StrCat(
             words_.Say({"Tingkat risiko: ", "Risk level: "}),
             has_level
                 ? words_.Title("risk", NameOf(static_cast<RiskLevel>(decided.risk_level())))
                 : words_.Say({"tidak ada dalam himpunan aturan ini", "none in this ruleset"})),
         has_level ? words_.BasisOf(decided.legal_basis()) : ""});
    if (!decided.has_authority()) return;
    const v1::Authority& authority = decided.authority();
    section.lines.push_back(
        {absl::StrCat(
             words_.Say({"Kewenangan perizinan berusaha: ", "Authority of the business licence: "}),
             authority.name()),
         authority.has_legal_basis() ? words_.Basis(authority.legal_basis()) : ""});
  }

  void AddWarnings(const v1::Classification& decided, SheetSection& section) const {
    for (const v1::Warning& warning : decided.warnings()) {
      std::string text =
          absl::StrCat(words_.Say({"Peringatan: ", "Warning: "}), warning.text().title());
      if (!warning.text().detail().empty()) absl::StrAppend(&text, ". ", warning.text().detail());
      section.lines.push_back({std::move(text), warning.legal_basis().empty()
                                                    ? ""
                                                    : words_.BasisOf(warning.legal_basis())});
    }
  }

  // One line each, of the permits that are needed.
  void AddRequirements(const v1::Classification& decided, SheetSection& section) const {
    for (const v1::Commitment& commitment : decided.commitments()) {
      if (commitment.kind() != v1::COMMITMENT_KIND_REQUIREMENT) continue;
      std::string text =
          absl::StrCat(words_.Say({"Persyaratan ", "Requirement of "}),
                       TitleOf(decided, commitment.permit_code()), ": ", commitment.text().title());
      if (commitment.may_apply()) absl::StrAppend(&text, " (", words_.Say(kMayApply), ")");
      section.lines.push_back({std::move(text), words_.BasisOf(commitment.legal_basis())});
    }
    for (const v1::Permit& permit : decided.permits()) {
      if (!permit.may_apply()) continue;
      section.lines.push_back(
          {absl::StrCat(words_.Say({"Mungkin diperlukan (PB UMKU): ", "May be needed (PB UMKU): "}),
                        permit.text().title()),
           words_.BasisOf(permit.legal_basis())});
    }
  }

  static std::string TitleOf(const v1::Classification& decided, const std::string& code) {
    for (const v1::Permit& permit : decided.permits()) {
      if (permit.code() == code) return permit.text().title();
    }
    return code;
  }

  void AddPermits(const v1::Classification& decided, SheetSection& section) const {
    for (const v1::Permit& permit : decided.permits()) {
      if (permit.may_apply()) continue;
      section.rows.push_back({permit.text().title(), FlagOf(permit), TermOf(permit),
                              AuthorityOf(permit), words_.BasisOf(permit.legal_basis())});
    }
    if (section.rows.empty()) return;
    section.columns = {words_.Say({"Perizinan", "Permit"}), words_.Say({"Sifat", "Flag"}),
                       words_.Say({"Jangka waktu", "Term"}),
                       words_.Say({"Kewenangan", "Authority"}),
                       words_.Say({"Dasar hukum", "Legal basis"})};
  }

  std::string FlagOf(const v1::Permit& permit) const {
    const absl::string_view flag = NameOf(static_cast<CommitmentFlag>(permit.flag()));
    return flag.empty() ? words_.Say(kNotKnown) : words_.Title("commitment-flag", flag);
  }

  std::string TermOf(const v1::Permit& permit) const {
    if (!permit.has_processing()) return words_.Say(kNotKnown);
    const v1::Processing& processing = permit.processing();
    std::string term;
    if (processing.automatic()) {
      term = words_.Say(kIssuedAutomatically);
    } else if (processing.working_days() == 0) {
      term = words_.Say({"tidak dipublikasikan", "not published"});
    } else {
      term = absl::StrCat(processing.working_days(), words_.Say({" hari kerja", " working days"}));
      if (processing.working_days_with_repairs() > processing.working_days()) {
        absl::StrAppend(&term, ", ", processing.working_days_with_repairs(),
                        words_.Say({" dengan perbaikan", " with repairs"}));
      }
    }
    if (processing.deemed_approved()) absl::StrAppend(&term, words_.Say(kDeemedApproved));
    return term;
  }

  std::string AuthorityOf(const v1::Permit& permit) const {
    if (!permit.has_authority()) return words_.Say(kNotKnown);
    const v1::Authority& authority = permit.authority();
    if (!authority.has_legal_basis()) return authority.name();
    return absl::StrCat(authority.name(), " (", words_.Basis(authority.legal_basis()), ")");
  }

  const Ruleset& ruleset_;
  int code_index_;
  const Region* region_;
  AnswerForm form_;
  SheetWords words_;
  std::vector<Group> groups_;
  std::set<RiskLevel> levels_;
  TermRange terms_;
  int scenarios_ = 0;
  int sections_ = 0;
};

}  // namespace

Sheet KbliSheet(const Ruleset& ruleset, int code_index, Language language, const Region* region) {
  Sheet sheet = KbliSheetBuilder(ruleset, code_index, language, region).Build();
  AddLocalSection(ruleset, region, /*permit=*/"", language, sheet);
  return sheet;
}

}  // namespace izin
