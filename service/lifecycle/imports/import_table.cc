#include "service/lifecycle/imports/import_table.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/text_format.h"

#include "classifier/enum_names.h"
#include "data/loader/format_file.h"
#include "izin/internal/rules.pb.h"
#include "service/lifecycle/imports/page_catalogue.h"
#include "service/lifecycle/imports/rebased_rules.h"
#include "service/lifecycle/imports/snapshot_date.h"

namespace izin {
namespace {

constexpr absl::string_view kHeader = "ruleset.textproto";
constexpr absl::string_view kLevels[] = {"", "R", "MR", "MT", "T"};
constexpr absl::string_view kLicences[] = {"", "NIB", "SS", "SS_TERVERIFIKASI", "IZIN"};

void Cite(const TableImport& how, internal::Citation& citation) {
  citation.set_regulation(how.regulation);
  citation.set_provision(how.provision);
  citation.set_verification(how.verification);
  citation.set_as_of(how.as_of);
}

// The rules of the base were in force all the time that the new ruleset is.
bool WereInForce(const Ruleset& base, const TableImport& how) {
  const std::string from = absl::FormatCivilTime(base.data().effective_from);
  if (how.effective_from < from) return false;
  if (!base.data().effective_to.has_value()) return true;
  const std::string to = absl::FormatCivilTime(*base.data().effective_to);
  return !how.effective_to.empty() && how.effective_to <= to;
}

class TableTaker {
 public:
  TableTaker(const std::string& path, const TableImport& how, const Ruleset& base,
             RuleTables& tables, Findings& findings)
      : path_(path),
        how_(how),
        base_(base),
        tables_(tables),
        findings_(findings),
        catalogue_(tables, base) {}

  absl::Status Run(absl::Span<const PlainRow> rows) {
    if (rows.empty()) return absl::InvalidArgumentError(absl::StrCat(path_, ": no row to import"));
    edition_ = rows.front().edition == "2020" ? KbliEdition::k2020 : KbliEdition::k2025;
    ClearTables();
    for (const PlainRow& row : rows) {
      if (IsUsable(row, rows.front())) Take(row);
    }
    if (tables_.at(kMatrixFile).lines().empty())
      return absl::InvalidArgumentError(absl::StrCat(path_, ": no row to import"));
    RebaseRules();
    return WriteHeader();
  }

 private:
  // What the base says of its own codes says nothing of these.
  void ClearTables() {
    for (absl::string_view file : {kMatrixFile, kRowsFile, kCodesFile, kScopesFile, kDetailsFile,
                                   kPagesFile, kPatternsFile, kPossibleFile})
      tables_.at(file).Clear();
    SourceTree& others = tables_.others();
    others.erase("possible_commitments.tsv");
    for (auto it = others.begin(); it != others.end();)
      it = absl::StartsWith(it->first, "cases/") ? others.erase(it) : std::next(it);
  }

  bool IsUsable(const PlainRow& row, const PlainRow& first) {
    const absl::StatusOr<KbliCode> code = KbliCode::Parse(row.kbli);
    const bool is_code = code.ok() && base_.kbli(edition_).IndexOf(*code).has_value();
    if (is_code && row.edition == first.edition) return true;
    const bool is_other = row.edition != first.edition;
    findings_.Add(
        {.path = path_,
         .where = absl::StrCat(row.line, is_other ? ":edition" : ":kbli"),
         .text = {is_other ? absl::StrCat("edisi ", row.edition, ", sedangkan baris pertama ",
                                          first.edition, "; baris ini tidak diambil")
                           : absl::StrCat(row.kbli, " tidak ada dalam KBLI ", row.edition,
                                          "; baris ini tidak diambil"),
                  is_other ? absl::StrCat("edition ", row.edition, ", where the first row has ",
                                          first.edition, "; the row is not taken")
                           : absl::StrCat(row.kbli, " is no code of KBLI ", row.edition,
                                          "; the row is not taken")},
         .is_lost = true});
    return false;
  }

  void Take(const PlainRow& row) {
    RuleTable& matrix = tables_.at(kMatrixFile);
    const std::string scope = absl::StrCat(row.scope);
    const TableLine* held = matrix.Find({row.kbli, scope});
    TableLine line = held != nullptr ? *held : TableLine(matrix.form().columns.size());
    line[0] = row.kbli;
    line[1] = scope;
    line[2] = row.label;
    line[matrix.Column("micro") + static_cast<std::size_t>(row.scale) - 1] =
        std::string(kLevels[static_cast<std::size_t>(row.level)]);
    matrix.Put(std::move(line));
    if (!row.offices.empty()) TakeOffices(row, scope);
  }

  void TakeOffices(const PlainRow& row, const std::string& scope) {
    std::vector<std::string> ids;
    for (const PageOffice& office : row.offices) {
      const std::optional<std::string> id = catalogue_.ParameterOf(office, path_, findings_);
      if (id.has_value()) ids.push_back(*id);
    }
    if (ids.empty()) return;
    const std::string scale(kEnumNames<BusinessScale>[static_cast<std::size_t>(row.scale)]);
    tables_.at(kRowsFile).Put({row.kbli, scope, scale,
                               std::string(kLicences[static_cast<std::size_t>(row.level)]), "", "",
                               absl::StrJoin(ids, "|"), "", "", ""});
    tables_.at(kCodesFile).Put({row.kbli, "", "no", ""});
  }

  void RebaseRules() {
    const bool is_other_edition = edition_ != base_.data().edition;
    const bool is_unverified = is_other_edition || !WereInForce(base_, how_);
    const auto codes_of = [this](const std::vector<std::string>& prefixes) {
      return CodesInEdition(base_, edition_, prefixes);
    };
    for (auto& [name, content] : tables_.others()) {
      if (!absl::EndsWith(name, ".textproto") || name == kHeader) continue;
      if (is_other_edition) content = WithKbliLists(content, codes_of);
      if (is_unverified) content = WithoutVerification(content);
    }
  }

  absl::Status WriteHeader() {
    std::string& text = tables_.others()[std::string(kHeader)];
    internal::RuleFile file;
    if (!google::protobuf::TextFormat::ParseFromString(text, &file) || file.ruleset_size() != 1)
      return absl::InvalidArgumentError(absl::StrCat(kHeader, " of the base cannot be read"));
    Change(*file.mutable_ruleset(0));
    google::protobuf::TextFormat::Printer printer;
    printer.SetUseUtf8StringEscaping(true);
    std::string printed;
    printer.PrintToString(file, &printed);
    const absl::StatusOr<std::string> formatted = FormatFile(kHeader, printed);
    if (!formatted.ok()) return formatted.status();
    text = absl::StrCat(
        "# proto-file: proto/izin/internal/rules.proto\n# proto-message: izin.internal.RuleFile\n",
        "#\n# Made by izin rules import-csv on the rules of ", base_.data().id, ".\n\n",
        *formatted);
    return absl::OkStatus();
  }

  void Change(internal::RulesetHeader& header) {
    header.set_id(how_.id);
    header.mutable_title()->set_id(how_.title.id);
    header.mutable_title()->set_en(how_.title.en);
    header.set_effective_from(how_.effective_from);
    header.set_effective_to(how_.effective_to);
    header.set_kbli_edition(edition_ == KbliEdition::k2020 ? "2020" : "2025");
    header.set_has_risk_levels(true);
    header.clear_data_as_of();
    header.clear_edition_used_from();
    header.clear_codes_absent_from_snapshot();
    header.clear_gap();
    header.clear_possible_basis();
    header.clear_source();
    header.clear_risk_basis();
    header.clear_official_basis();
    header.clear_has_no_authority_patterns();
    Cite(how_, *header.add_source());
    Cite(how_, *header.add_risk_basis());
    if (tables_.at(kRowsFile).lines().empty()) return;
    Cite(how_, *header.add_official_basis());
    header.set_has_no_authority_patterns(true);
  }

  const std::string& path_;
  const TableImport& how_;
  const Ruleset& base_;
  RuleTables& tables_;
  Findings& findings_;
  PageCatalogue catalogue_;
  KbliEdition edition_ = KbliEdition::k2020;
};

absl::Status Wrong(absl::string_view flag, absl::string_view value, absl::string_view want) {
  return absl::InvalidArgumentError(absl::StrCat("--", flag, " \"", value, "\": want ", want));
}

}  // namespace

absl::Status CheckTableImport(const TableImport& how) {
  const bool is_id = !how.id.empty() && std::all_of(how.id.begin(), how.id.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-';
  });
  if (!is_id) return Wrong("id", how.id, "small letters, digits and -");
  if (!IsDate(how.effective_from)) return Wrong("from", how.effective_from, "YYYY-MM-DD");
  if (!how.effective_to.empty() &&
      (!IsDate(how.effective_to) || how.effective_to < how.effective_from))
    return Wrong("to", how.effective_to, "YYYY-MM-DD, not before --from");
  if (!how.as_of.empty() && !IsDate(how.as_of)) return Wrong("as-of", how.as_of, "YYYY-MM-DD");
  if (how.regulation.empty()) return Wrong("regulation", "", "what the table is of, as PP 5/2021");
  if (how.provision.empty()) return Wrong("provision", "", "where in it, as Lampiran I");
  if (how.verification != "UNVERIFIED" && how.verification != "SECONDARY") {
    return Wrong("verification", how.verification,
                 "UNVERIFIED or SECONDARY: a table is neither an official page nor the regulation "
                 "itself, and who has checked it against one says so in a review of the text");
  }
  return absl::OkStatus();
}

absl::Status ImportTable(absl::Span<const PlainRow> rows, const std::string& path,
                         const TableImport& how, const Ruleset& base, RuleTables& tables,
                         Findings& findings) {
  return TableTaker(path, how, base, tables, findings).Run(rows);
}

}  // namespace izin
