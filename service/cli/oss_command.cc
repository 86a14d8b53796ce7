#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include <simdjson.h>

#include "service/answer/oss/oss_handler.h"
#include "service/cli/answer_lines.h"
#include "service/cli/ask.h"
#include "service/cli/classify_flags.h"
#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/cli/oss_page.h"
#include "service/cli/report.h"
#include "service/cli/terminal.h"
#include "service/request/request_faults.h"
#include "service/request/typed_values.h"

namespace izin::cli {
namespace {

struct OssOptions : AskOptions {
  v1::ClassifyOssPayloadRequest request;
  std::string file;
  bool shows_all = false;
};

// The number of a value as typed, for a flag.
int TypedValue(const std::string& flag, const google::protobuf::EnumDescriptor& values,
               const std::string& text) {
  const std::optional<int> value = ParseEnumWord(values, text);
  if (value.has_value()) return *value;
  throw CLI::ValidationError(flag, absl::StrCat("\"", text, "\": want ", EnumWords(values, true)));
}

// The file, or a byte more than a payload may have. Nothing where it cannot be read.
std::optional<std::string> ReadPayload(const std::string& name) {
  std::ifstream file;
  if (name != "-") file.open(name, std::ios::binary);
  std::istream& in = name == "-" ? std::cin : file;
  std::string text(OssHandler::kMaxBytes + 1, '\0');
  if (!in) return std::nullopt;
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) return std::nullopt;
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

// Where in the file, or which flag.
std::string ShownPath(const std::string& path, const OssOptions& options) {
  if (path == "payload_json") return absl::StrCat(options.file, ":");
  return path == "kbli_edition" ? "--edition" : FlagOf(path);
}

// One object with every fault, in the paths of the payload.
std::string FaultsJson(const absl::Status& status, const google::rpc::BadRequest& details) {
  std::vector<std::string> faults;
  for (const google::rpc::BadRequest::FieldViolation& violation : details.field_violations()) {
    faults.push_back(absl::StrCat(R"({"fieldPath":)", JsonString(violation.field()),
                                  R"(,"message":)", JsonString(violation.description()), "}"));
  }
  return absl::StrCat(R"({"error":{"code":")", absl::StatusCodeToString(status.code()),
                      R"(","message":)", JsonString(std::string(status.message())),
                      R"(,"faults":[)", absl::StrJoin(faults, ","), "]}}");
}

int ReportPayload(const absl::Status& status, const OssOptions& options, bool is_english) {
  const std::optional<google::rpc::BadRequest> details = BadRequestOf(status);
  if (!details.has_value()) {
    const int exit_code = ReportFailure(status, options.is_json(), is_english);
    return absl::IsResourceExhausted(status) ? kRefused : exit_code;
  }
  if (options.is_json()) {
    std::cout << FaultsJson(status, *details) << "\n";
    return kRefused;
  }
  for (const google::rpc::BadRequest::FieldViolation& violation : details->field_violations()) {
    std::cerr << "izin: " << ShownPath(violation.field(), options) << " "
              << SaidOf(violation, is_english) << "\n";
  }
  return kRefused;
}

int PrintPayload(const v1::ClassifyOssPayloadResponse& answer, const OssOptions& options) {
  const int exit_code = FindingsOf(answer) == 0 ? 0 : kRefused;
  if (options.is_json()) {
    const int printed = PrintJson(answer);
    return printed == 0 ? exit_code : printed;
  }
  Page page(TerminalPage(), std::cout);
  PrintOssAnswer(
      answer,
      {.is_english = options.request.language_code() == "en", .shows_all = options.shows_all},
      page);
  return exit_code;
}

int Classify(OssOptions& options) {
  const bool is_english = SpeaksEnglish(options.request.language_code());
  const auto say = [is_english](const char* id, const char* en) { return is_english ? en : id; };
  std::optional<std::string> text = ReadPayload(options.file);
  if (!text.has_value())
    return Fail(absl::StrCat(options.file, ": ", say("tidak dapat dibaca", "cannot be read")),
                kFailure);
  if (text->size() > OssHandler::kMaxBytes) {
    return Fail(absl::StrCat(options.file, ": ",
                             say("lebih dari 4 MiB; payload paling banyak 4 MiB",
                                 "more than 4 MiB; a payload has at most 4 MiB")),
                kRefused);
  }
  if (!simdjson::validate_utf8(*text))
    return Fail(absl::StrCat(options.file, ": ", say("bukan teks UTF-8", "is no UTF-8 text")),
                kRefused);
  options.request.set_payload_json(*std::move(text));
  const absl::StatusOr<std::unique_ptr<Backend>> backend = MakeBackend(options.backend);
  if (!backend.ok()) return ReportFailure(backend.status(), options.is_json());
  const absl::StatusOr<v1::ClassifyOssPayloadResponse> answer =
      (*backend)->ClassifyOssPayload(options.request);
  if (!answer.ok()) return ReportPayload(answer.status(), options, is_english);
  return PrintPayload(*answer, options);
}

// How the answer is asked for.
void AddRequestFlags(CLI::App& command, v1::ClassifyOssPayloadRequest* request) {
  command.add_option_function<std::string>(
      "--edition",
      [request](const std::string& text) {
        request->set_kbli_edition(static_cast<v1::KbliEdition>(
            TypedValue("--edition", *v1::KbliEdition_descriptor(), text)));
      },
      "edition of the codes in the payload: 2020 or 2025 [2020, as the guide says]");
  command.add_option_function<std::string>(
      "--ruleset", [request](const std::string& text) { request->set_ruleset(text); },
      "ruleset to answer by, instead of the one in force");
  command.add_option_function<std::string>(
      "--as-of", [request](const std::string& text) { request->set_as_of(text); },
      "day whose rules apply, YYYY-MM-DD");
  command.add_option_function<std::string>(
      "--view",
      [request](const std::string& text) {
        request->set_view(static_cast<v1::ClassificationView>(
            TypedValue("--view", *v1::ClassificationView_descriptor(), text)));
      },
      "full or basic: codes only");
  command.add_option_function<std::string>(
      "--lang", [request](const std::string& code) { request->set_language_code(code); },
      "id (default) or en");
}

}  // namespace

void AddOssCommand(CLI::App& app, int& exit_code) {
  CLI::App* oss = app.add_subcommand("oss", "Payloads that OSS sends to an office");
  oss->require_subcommand(1);
  oss->footer("Example: izin oss classify payload.json");
  CLI::App* command = oss->add_subcommand(
      "classify", "What a receiveNIB payload leads to, and how its checklist differs");
  command->footer(
      "Example: izin oss classify payload.json\n"
      "Exit codes: 0 answered, 1 differences or a faulty payload, 2 usage, 3 failure");
  auto options = std::make_shared<OssOptions>();
  command
      ->add_option("FILE", options->file,
                   "body of receiveNIB as OSS sends it, or - for standard input")
      ->required();
  AddRequestFlags(*command, &options->request);
  command->add_flag("--all", options->shows_all, "nothing folded to a count");
  AddFormatOption(*command, options->format);
  command->add_flag_callback(
      "--json", [options] { options->format = "json"; }, "the same as --format json");
  AddServerOptions(*command, options->backend);
  AddRulesetsOption(*command, options->backend);
  command->callback([options, &exit_code] { exit_code = Classify(*options); });
}

}  // namespace izin::cli
