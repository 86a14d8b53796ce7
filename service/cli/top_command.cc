#include <iostream>
#include <memory>
#include <string>
#include <unistd.h>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include <httplib.h>

#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/cli/report.h"
#include "service/cli/top_page.h"

namespace izin::cli {
namespace {

struct Options {
  std::string http;
  double every_seconds = 2;
  int count = 0;  // of pages; 0 = until it is ended
  std::string language;
};

absl::StatusOr<Look> LookAt(httplib::Client& client, const std::string& http) {
  const httplib::Result answer = client.Get("/metrics");
  if (!answer) {
    return absl::UnavailableError(absl::StrCat(http, ": ", httplib::to_string(answer.error()),
                                               "; want the address that izind --http listens on"));
  }
  if (answer->status != 200) {
    return absl::UnavailableError(
        absl::StrCat(http, "/metrics: status ", answer->status, ": is it izind's?"));
  }
  return Look{.at = absl::Now(), .samples = ParseMetrics(answer->body)};
}

int Top(const Options& options) {
  httplib::Client client("http://" + options.http);
  client.set_keep_alive(true);
  client.set_connection_timeout(5);
  client.set_read_timeout(5);
  if (!client.is_valid()) return Fail("--http " + options.http + ": want ADDR:PORT", kUsage);
  const bool is_english = SpeaksEnglish(options.language);
  const bool is_terminal = ::isatty(STDOUT_FILENO) == 1;
  absl::StatusOr<Look> before = LookAt(client, options.http);
  if (!before.ok()) return ReportFailure(before.status(), /*is_json=*/false);
  for (int page = 0; options.count == 0 || page < options.count; ++page) {
    absl::SleepFor(absl::Seconds(options.every_seconds));
    absl::StatusOr<Look> now = LookAt(client, options.http);
    if (!now.ok()) return ReportFailure(now.status(), /*is_json=*/false);
    constexpr char kClear[] = "\x1b[H\x1b[2J";
    std::cout << (is_terminal ? kClear
                  : page > 0  ? "\n"
                              : "")
              << TopPage(options.http, *before, *now, is_english) << std::flush;
    if (!std::cout) return Fail("the output cannot be written", kFailure);
    before = std::move(now);
  }
  return 0;
}

}  // namespace

void AddTopCommand(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("top", "What a server does at the moment, page by page");
  command->add_option("--http", options->http, "where izind --http listens, ADDR:PORT")->required();
  command->add_option("--every", options->every_seconds, "seconds between two pages")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--count", options->count, "pages; 0 for as many as come")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--lang", options->language, "id or en")->check(CLI::IsMember({"id", "en"}));
  command->footer("Example: izin top --http 127.0.0.1:8981");
  command->callback([=, &exit_code] { exit_code = Top(*options); });
}

}  // namespace izin::cli
