// A registry in a file of its own, reclassified in this process.

#ifndef IZIN_TESTS_SERVICE_RECLASSIFY_REGISTRY_FILES_H_
#define IZIN_TESTS_SERVICE_RECLASSIFY_REGISTRY_FILES_H_

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"

#include "service/reclassify/registry_run.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"

namespace izin::testing {

inline void WriteFile(const std::string& path, absl::string_view content) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
}

// What a run wrote.
struct RegistryOutcome {
  absl::Status status;
  RegistryResult result;
  std::string changes;
  std::string rejects;
  std::string notifications;

  // Lines of the changes without the head.
  std::vector<std::string> change_lines() const { return LinesOf(changes); }
  std::vector<std::string> reject_lines() const { return LinesOf(rejects); }

  static std::vector<std::string> LinesOf(const std::string& text) {
    std::vector<std::string> lines = absl::StrSplit(text, '\n');
    if (!lines.empty() && lines.back().empty()) lines.pop_back();
    if (!lines.empty()) lines.erase(lines.begin());
    return lines;
  }
};

// Runs over files of a folder of its own. Everything is answered on kToday.
class RegistryFolder {
 public:
  RegistryFolder() {
    options_.input.path = folder_ / "registry";
    options_.outputs.changes = folder_ / "changes";
    options_.outputs.rejects = folder_ / "rejects";
    options_.outputs.notifications = folder_ / "notifications";
  }

  RegistryOptions& options() { return options_; }
  RulesetNames& names() { return names_; }
  std::string operator/(const std::string& name) const { return folder_ / name; }

  RegistryOutcome Run(absl::string_view registry) {
    WriteFile(options_.input.path, registry);
    return Run();
  }

  RegistryOutcome Run() {
    RegistryOutcome outcome;
    const absl::StatusOr<RunRulesets> rulesets = RunRulesets::Choose(Library(), names_, kToday);
    outcome.status = rulesets.status();
    if (!rulesets.ok()) return outcome;
    const FakeClock clock(FakeClock::NoonInJakarta(kToday));
    const Pipeline pipeline(Rulesets(), clock);
    absl::StatusOr<RegistryResult> result =
        ReclassifyRegistry(options_, *rulesets, pipeline, /*on_progress=*/nullptr);
    outcome.status = result.status();
    if (result.ok()) outcome.result = *std::move(result);
    outcome.changes = TextOf(options_.outputs.changes);
    outcome.rejects = TextOf(options_.outputs.rejects);
    outcome.notifications = TextOf(options_.outputs.notifications);
    return outcome;
  }

 private:
  // A device has no end.
  static std::string TextOf(const std::string& path) {
    return std::filesystem::is_regular_file(path) ? FileText(path) : std::string();
  }

  TempFolder folder_;
  RegistryOptions options_;
  RulesetNames names_;
};

// A registry of three columns more than it needs, all of whose rows are sound.
inline std::string SmallRegistry() {
  return "business_id,project_id,kbli_code,kbli_edition,scale,locations\n"
         "B1,P1,56101,2025,micro,land\n"
         "B2,P1,47111,2020,micro,land\n"
         "B3,P1,01111,2020,large,land\n";
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_RECLASSIFY_REGISTRY_FILES_H_
