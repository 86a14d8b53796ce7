// The exit codes of every command: 0 done, 1 a refused item, a finding or a difference, 2 the
// command line, 3 a failure.

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"

namespace izin {
namespace {

using ::izin::testing::Process;
using ::izin::testing::Ran;
using ::izin::testing::RunIzin;
using ::izin::testing::TempFolder;
using ::izin::testing::With;
using ::testing::IsEmpty;

using Words = std::vector<std::string>;

// What stands before the tab of each line that completion prints after these words.
Words After(const Words& words) {
  Words texts;
  std::istringstream lines(RunIzin(With({"completion", "words", "--"}, With(words, {""}))).out);
  for (std::string line; std::getline(lines, line);)
    texts.push_back(line.substr(0, line.find('\t')));
  return texts;
}

const std::set<std::string> kOnlyLeadOn = {"cache", "completion", "decisions", "oss", "rules"};

// Every command, each as its words; `reclassify` and `demo` are commands and lead on too.
std::vector<Words> Commands() {
  std::vector<Words> commands;
  for (const std::string& name : After({})) {
    if (kOnlyLeadOn.count(name) == 0) commands.push_back({name});
    const bool leads_on = kOnlyLeadOn.count(name) > 0 || name == "demo" || name == "reclassify";
    if (!leads_on) continue;
    for (const std::string& sub : After({name})) {
      if (sub[0] != '-') commands.push_back({name, sub});
    }
  }
  return commands;
}

TEST(ExitCodes, OfAWrongCommandLineIsTwoWhateverTheCommand) {
  const std::vector<Words> commands = Commands();
  EXPECT_GE(commands.size(), 25);
  for (const Words& command : commands) {
    const Ran ran = RunIzin(With(command, {"--no-such-flag"}));
    EXPECT_EQ(ran.exit_code, 2) << absl::StrJoin(command, " ");
    EXPECT_EQ(ran.out, "") << absl::StrJoin(command, " ");
    EXPECT_NE(ran.err, "") << absl::StrJoin(command, " ");
    EXPECT_EQ(RunIzin(With(command, {"--help"})).exit_code, 0) << absl::StrJoin(command, " ");
  }
}

// A server with a data folder, and files, that all lines below may name.
class ExitCodesOf : public ::testing::Test {
 protected:
  ExitCodesOf()
      : server_("izind", {"--listen", "127.0.0.1:0", "--data-dir", folder_ / "data"}),
        address_(server_.ListeningAddress()) {
    std::ofstream(folder_ / "good.csv")
        << "business_id,project_id,kbli_code,kbli_edition,scale,locations\n"
           "1,P1,56101,2025,micro,land\n";
    std::ofstream(folder_ / "bad.csv")
        << "business_id,project_id,kbli_code,kbli_edition,scale,locations\n"
           "1,P1,5610,2025,micro,land\n";
    std::ofstream(folder_ / "good.ndjson")
        << R"({"activity":{"kbliCode":"56101","scale":"BUSINESS_SCALE_MICRO",)"
           R"("locations":["LOCATION_TYPE_LAND"]}})"
           "\n";
    std::ofstream(folder_ / "bad.ndjson") << "{}\n";
  }

  // Lines of words parted by blanks, of `code`; FOLDER, SERVER and NONE stand for places. Each
  // command that was run is remembered.
  void Expect(int code, const Words& lines) {
    for (std::string line : lines) {
      for (const auto& [name, value] :
           {std::pair<std::string, std::string>{"FOLDER", folder_.path()},
            {"SERVER", "--server " + address_},
            {"NONE", "--server unix:" + folder_ / "none"}}) {
        for (std::size_t at = 0; (at = line.find(name, at)) != std::string::npos;)
          line.replace(at, name.size(), value);
      }
      const Ran ran = RunIzin(absl::StrSplit(line, ' '));
      EXPECT_EQ(ran.exit_code, code) << line << "\n" << ran.out << ran.err;
    }
  }

  const TempFolder folder_;
  Process server_;
  const std::string address_;
};

TEST_F(ExitCodesOf, WhatIsDoneIsZero) {
  Expect(0, {"search kedai kopi",
             "search kedai kopi SERVER",
             "classify --kbli 56101 --scale micro --location land SERVER",
             "classify --requests FOLDER/good.ndjson",
             "convert 49432 --from 2020",
             "assess --health 2x3",
             "reference scale",
             "deadline --from 2026-11-24 --days 3",
             "decisions list SERVER",
             "decisions replay --ruleset pp24-2018 SERVER",
             "call izin.v1.KbliService/GetKbliEntry {\"code\":\"56101\"} SERVER",
             "reclassify --input FOLDER/good.csv --output FOLDER/one.csv --shard 1/2",
             "reclassify --input FOLDER/good.csv --output FOLDER/two.csv --shard 2/2",
             "reclassify merge --output FOLDER/all.csv FOLDER/one.csv FOLDER/two.csv",
             "demo --lang en",
             "demo registry --rows 1",
             "rules check --ruleset pp24-2018",
             "rules test --ruleset pp24-2018",
             "rules fmt --check",
             "rules mutate --ruleset pp24-2018 --cells 0",
             "rules diff pp24-2018 pp24-2018",
             "rules stats",
             "rules sheet PKKPR",
             "rules key --output FOLDER/key",
             "rules status SERVER",
             "completion bash",
             "completion zsh",
             "backup --data-dir FOLDER/data --to FOLDER/copy",
             "restore --from FOLDER/copy --data-dir FOLDER/again",
             "repair --data-dir FOLDER/again",
             "--version",
             "--help"});
}

TEST_F(ExitCodesOf, WhatContradictsItselfIsTwo) {
  Expect(2, {"search kopi --edition 2015",
             "classify --scale tiny",
             "assess --health much",
             "convert 56101 --from 1990",
             "reference scale --format xml",
             "deadline --from tomorrow --days 3",
             "deadline --from 2026-11-24",
             "decisions list",
             "top",
             "decisions list --server x --data-dir y",
             "call izin.v1.KbliService/GetKbliEntry",
             "reclassify --input FOLDER/good.csv --shard 3/2",
             "rules stats --lang",
             "demo registry --rows -1",
             "demo --lang jv",
             "completion fish",
             "lookup --edition 1990",
             "rules import-csv FOLDER/good.csv --id x --output FOLDER/x",
             "rules build",
             "rules activate FOLDER/good.csv",
             "nothing"});
}

TEST_F(ExitCodesOf, WhatIsRefusedOrFoundIsOne) {
  Expect(1, {"search kopi --lang jv", "classify --kbli 5610 --scale micro --location land SERVER",
             "classify --requests FOLDER/bad.ndjson", "convert 00000 --from 2020",
             "assess --health 9x9", "reference scales", "deadline --from 2026-11-24 --permit NOPE",
             "decisions get 0000000000000000000000000000000f SERVER",
             "decisions replay --ruleset nope SERVER",
             "call izin.v1.KbliService/GetKbliEntry {\"code\":\"99999\"} SERVER",
             "cache get classifications/00000000000000000000000000000000 --data-dir FOLDER/data",
             "reclassify --input FOLDER/bad.csv --output FOLDER/none.csv",
             "rules check --ruleset nope", "rules diff pp24-2018 nope", "rules sheet NOPE",
             "rules mutate --ruleset pp24-2018 --cells 0 --at-least 101",
             "oss classify tests/golden/oss/payload.json",
             "rules build --ruleset nope --output FOLDER/bundle",
             "rules import-oss FOLDER/nothing --output FOLDER/rules"});
}

TEST_F(ExitCodesOf, WhatCannotBeReadReachedOrWrittenIsThree) {
  Expect(3, {"search kopi NONE",
             "classify --kbli 56101 --scale micro --location land NONE",
             "classify --requests FOLDER/nothing",
             "convert 49432 NONE",
             "assess --health 2x3 NONE",
             "reference scale NONE",
             "decisions list NONE",
             "decisions list --data-dir FOLDER/nothing",
             "call izin.v1.KbliService/GetKbliEntry {} NONE",
             "cache get classifications/00000000000000000000000000000000 --data-dir FOLDER/nothing",
             "deadline --from 2090-01-01 --days 3",
             "rules diff pp24-2018 pp28-2025 NONE",
             "reclassify --input FOLDER/nothing",
             "reclassify merge FOLDER/nothing",
             "rules check --data FOLDER/nothing",
             "rules test --data FOLDER/nothing",
             "rules mutate --data FOLDER/nothing",
             "rules fmt --data FOLDER/nothing",
             "backup --data-dir FOLDER/nothing --to FOLDER/x",
             "restore --from FOLDER/nothing --data-dir FOLDER/x",
             "repair --data-dir FOLDER/nothing",
             "oss classify FOLDER/nothing",
             "lookup --input FOLDER/nothing --output FOLDER/levels.csv",
             "rules key --output FOLDER/nothing/key",
             "rules sign FOLDER/nothing --key FOLDER/nothing",
             "rules verify FOLDER/nothing --pubkey FOLDER/nothing",
             "rules show FOLDER/nothing",
             "rules activate FOLDER/nothing NONE",
             "rules rollback pp28-2025 NONE",
             "rules status NONE",
             "top --http 127.0.0.1:1 --count 1"});
}

// All commands stand in the lists above.
TEST(ExitCodes, AreTestedOfEveryCommand) {
  std::ifstream source(std::string(std::getenv("IZIN_SOURCE_DIR")) +
                       "/tests/integration/exit_code_process_test.cc");
  std::ostringstream text;
  text << source.rdbuf();
  Words untested;
  for (const Words& command : Commands()) {
    if (text.str().find("\"" + absl::StrJoin(command, " ")) == std::string::npos)
      untested.push_back(absl::StrJoin(command, " "));
  }
  EXPECT_THAT(untested, IsEmpty());
}

}  // namespace
}  // namespace izin
