// Official pages written out from the tables of a ruleset: what a crawl of the site would have
// brought, had it read what these tables were made of.

#ifndef IZIN_TESTS_SERVICE_LIFECYCLE_IMPORTS_PAGE_WRITER_H_
#define IZIN_TESTS_SERVICE_LIFECYCLE_IMPORTS_PAGE_WRITER_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "service/lifecycle/imports/rule_tables.h"
#include "service/lifecycle/imports/ruleset_files.h"
#include "tests/service/answering.h"

namespace izin::testing {

using Json = nlohmann::ordered_json;

// The tables of pp28-2025 as they ship.
inline const RuleTables& ShippedTables() {
  static const auto* const tables = [] {
    const auto files = ReadRulesetFiles("data/rulesets/pp28-2025");
    EXPECT_TRUE(files.ok()) << files.status();
    auto read = RuleTables::Read(*files);
    EXPECT_TRUE(read.ok()) << read.status();
    return new RuleTables(*std::move(read));
  }();
  return *tables;
}

inline std::vector<std::string> ItemsOf(const std::string& list) {
  return absl::StrSplit(list, '|', absl::SkipEmpty());
}

// Single-threaded.
class PageWriter {
 public:
  explicit PageWriter(RuleTables tables) : tables_(std::move(tables)) {}

  // The key that the page gives a scope.
  static std::string KeyOf(const std::string& code, int scope) {
    return absl::StrFormat("00000000-0000-4000-8000-%s%03d0000", code, scope);
  }

  Json PageOf(const std::string& code) {
    Json page = {{"code", code}, {"found", true}, {"fetchedAt", "2026-09-30T04:12:00Z"}};
    page["conversion"] = ConversionOf(code);
    page["scopes"] = Json::array();
    running_number_ = 0;
    for (const TableLine* line : tables_.at(kMatrixFile).Of(code))
      page["scopes"].push_back(ScopeOf(*line));
    const RuleTable& codes = tables_.at(kCodesFile);
    const TableLine* held = tables_.at(kCodesFile).Find({code});
    if (held == nullptr) return page;
    const std::vector<std::string> supporting = ItemsOf(codes.Field(*held, "supporting"));
    const bool is_complete = codes.Field(*held, "supporting_complete") == "yes";
    if (supporting.empty() && !is_complete) return page;
    page["pbUmku"] = Json::array();
    for (const std::string& id : supporting)
      page["pbUmku"].push_back(Called("nama_dokumen", TitleOf(kSupportingFile, id)));
    if (!is_complete) page["pbUmku"].push_back("$5d");  // the rest was not read
    return page;
  }

 private:
  static Json In(const Json& words) { return {{"localization", {{"id", words}}}}; }
  static Json Called(const char* name, const std::string& text) { return In({{name, text}}); }

  std::string TitleOf(absl::string_view file, const std::string& id) {
    const TableLine* line = tables_.at(file).Find({id});
    EXPECT_NE(line, nullptr) << file << " lacks " << id;
    return line == nullptr ? "" : tables_.at(file).Field(*line, "title_id");
  }

  static Json ConversionOf(const std::string& text) {
    const auto code = KbliCode::Parse(text);
    const auto olds = Library()->latest().data().conversion.CounterpartsOf(
        *code, KbliEdition::k2025, KbliEdition::k2020);
    if (olds.empty()) return nullptr;
    const bool is_same = olds.size() == 1 && olds[0].ToString() == text;
    return {{"label", is_same ? "Tetap" : "Berubah"},
            {"ratio", "1:1"},
            {"from2020", Json::array({olds[0].ToString()})}};
  }

  Json ScopeOf(const TableLine& line) {
    const RuleTable& matrix = tables_.at(kMatrixFile);
    const std::string& code = line[0];
    Json scope = {{"id", KeyOf(code, std::stoi(line[1]))},
                  {"localization", {{"id", {{"uraian", line[2]}, {"deskripsi", ""}}}}}};
    scope["Kbli"] = Called("judul", "");
    scope["Kbli"]["KbliVersion"] = {{"version", "2025"}};
    scope["Kbli"]["KkSyarats"] = ConditionsOf(code);
    scope["KbliResikos"] = Json::array();
    constexpr const char* kScales[] = {"MICRO", "SMALL", "MEDIUM", "LARGE"};
    for (int i = 0; i < 4; ++i) {
      const std::string& level = line[matrix.Column("micro") + static_cast<std::size_t>(i)];
      if (!level.empty()) scope["KbliResikos"].push_back(CellOf(line, i, kScales[i], level));
    }
    return scope;
  }

  Json ConditionsOf(const std::string& code) {
    Json all = Json::array();
    const TableLine* held = tables_.at(kCodesFile).Find({code});
    if (held == nullptr) return all;
    for (const std::string& id : ItemsOf(tables_.at(kCodesFile).Field(*held, "conditions"))) {
      if (id == "UNREADABLE") {
        all.push_back("$5d");
      } else {
        all.push_back(Called("uraian", TitleOf(kConditionsFile, id)));
      }
    }
    return all;
  }

  Json CellOf(const TableLine& line, int at, const std::string& scale, const std::string& level) {
    static const std::map<std::string, std::string> kLevels = {
        {"R", "Rendah"}, {"MR", "Menengah Rendah"}, {"MT", "Menengah Tinggi"}, {"T", "Tinggi"}};
    constexpr const char* kNames[] = {"Usaha Mikro", "Usaha Kecil", "Usaha Menengah",
                                      "Usaha Besar"};
    Json cell = {{"kode", absl::StrFormat("%s-%02d-%02d", line[0], at + 1, ++running_number_)},
                 {"luas_lahan", nullptr},
                 {"jangka_waktu", ""},
                 {"masa_berlaku", nullptr}};
    cell["SkalaUsaha"] = Called("uraian", kNames[at]);
    cell["SkalaUsaha"]["kode"] = absl::StrFormat("%02d", at + 1);
    cell["Resiko"] = Called("uraian", kLevels.at(level));
    const TableLine* row = tables_.at(kRowsFile).Find({line[0], line[1], scale});
    if (row != nullptr) AddDetails(*row, cell);
    return cell;
  }

  void AddDetails(const TableLine& row, Json& cell) {
    const RuleTable& rows = tables_.at(kRowsFile);
    if (!rows.Field(row, "term_days").empty()) {
      cell["jangka_waktu"] = rows.Field(row, "term_days");
      cell["SatuanJangkaWaktu"] = Days();
    }
    cell["KbliIzins"] = LicencesOf(rows.Field(row, "licence"), rows.Field(row, "document"));
    cell["KbliPersyaratans"] = DutiesOf(rows.Field(row, "requirements"));
    cell["KbliKewajibans"] = DutiesOf(rows.Field(row, "obligations"));
    cell["KbliResikoKewenangans"] = OfficesOf(rows.Field(row, "authority"));
  }

  static Json Days() {
    Json unit = Called("uraian", "Hari");
    unit["kode"] = "01";
    return unit;
  }

  static Json LicencesOf(const std::string& licence, const std::string& document) {
    if (licence == "NIB") return Json::array();
    const std::string kind = licence == "IZIN" ? "Izin" : "Sertifikat Standar";
    return Json::array({{{"JenisPerizinan", Called("uraian", kind)},
                         {"Izin", Called("nama_dokumen", document.empty() ? kind : document)}}});
  }

  Json DutiesOf(const std::string& list) {
    Json duties = Json::array();
    for (const std::string& item : ItemsOf(list)) {
      const std::vector<std::string> parts = absl::StrSplit(item, ':');
      Json duty =
          Called("uraian", parts[0] == "UNREADABLE" ? "$4c" : TitleOf(kCommitmentsFile, parts[0]));
      duty["jangka_waktu"] = nullptr;
      if (parts.size() > 1) {
        duty["jangka_waktu"] = std::stoi(parts[1]);
        duty["SatuanJangkaWaktu"] =
            absl::EndsWith(parts[1], "m") ? Called("uraian", "Bulan") : Days();
      }
      duties.push_back(std::move(duty));
    }
    return duties;
  }

  Json OfficesOf(const std::string& list) {
    static const std::map<std::string, std::string> kOffices = {
        {"REGENT_OR_MAYOR", "Bupati/Walikota"},
        {"GOVERNOR", "Gubernur"},
        {"MINISTER", "Menteri/Kepala Badan"}};
    const RuleTable& parameters = tables_.at(kParametersFile);
    Json offices = Json::array();
    for (const std::string& id : ItemsOf(list)) {
      const TableLine* line = tables_.at(kParametersFile).Find({id});
      if (line == nullptr) continue;
      // `local`, as the site has it there.
      offices.push_back(
          {{"Kewenangan", Called("uraian", kOffices.at(parameters.Field(*line, "authority")))},
           {"ParameterKewenangan",
            {{"local", {{"id", {{"uraian", parameters.Field(*line, "parameter")}}}}}}}});
    }
    return offices;
  }

  RuleTables tables_;
  int running_number_ = 0;
};

// The codes whose official pages are held.
inline std::set<std::string> KeyedCodes() {
  std::set<std::string> codes;
  for (const auto& [key, line] : ShippedTables().at(kCodesFile).lines()) codes.insert(line.front());
  return codes;
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_LIFECYCLE_IMPORTS_PAGE_WRITER_H_
