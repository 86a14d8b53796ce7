#include "tests/benchmarks/cerbos.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "benchmarks/cerbos.pb.h"

#include "service/rulesets/ruleset_library.h"
#include "tests/benchmarks/load.h"
#include "tests/benchmarks/server_process.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

constexpr char kCheckResources[] = "/cerbos.svc.v1.CerbosService/CheckResources";
constexpr std::size_t kChecked = 500;  // answers compared with izind's

// By RiskLevel.
constexpr std::array<const char*, 5> kLevels = {"NONE", "LOW", "MEDIUM_LOW", "MEDIUM_HIGH", "HIGH"};

// PP 28/2025 arts 130-133; the rest of the policy returns them with the level.
constexpr char kPolicyHead[] = R"(apiVersion: api.cerbos.dev/v1
resourcePolicy:
  version: default
  resource: activity
  constants:
    local:
      permits:
        NONE: []
        LOW: [NIB]
        MEDIUM_LOW: [NIB, SS]
        MEDIUM_HIGH: [NIB, SS_TERVERIFIKASI]
        HIGH: [NIB, IZIN]
      risk:
)";
constexpr char kPolicyTail[] = R"(  variables:
    local:
      level: constants.risk[request.resource.attr.scope][int(request.resource.attr.scale) - 1]
  rules:
    - name: classify
      actions: [classify]
      effect: EFFECT_ALLOW
      roles: ["*"]
      condition:
        match:
          expr: request.resource.attr.scope in constants.risk
      output:
        when:
          ruleActivated: |-
            {"risk": variables.level, "permits": constants.permits[variables.level]}
)";

std::string Policy() {
  const auto library = *RulesetLibrary::Embedded();
  std::string policy = kPolicyHead;
  for (const Scope& scope : library->latest().data().scopes) {
    std::vector<std::string> levels;
    levels.reserve(4);
    for (std::size_t scale = 1; scale <= 4; ++scale)
      levels.emplace_back(kLevels[static_cast<std::size_t>(scope.level_at[scale])]);
    absl::StrAppend(&policy, "        \"", scope.id, "\": [", absl::StrJoin(levels, ", "), "]\n");
  }
  return policy + kPolicyTail;
}

std::string Configuration(const fs::path& folder, const std::string& address) {
  return absl::StrCat("server:\n  httpListenAddr: \"unix:", (folder / "http.sock").string(),
                      "\"\n  grpcListenAddr: \"", address,
                      "\"\nstorage:\n  driver: disk\n  disk:\n    directory: \"",
                      (folder / "policies").string(),
                      "\"\n    watchForChanges: false\n"
                      "telemetry:\n  disabled: true\naudit:\n  enabled: false\n");
}

grpc::ByteBuffer Question(const v1::BusinessActivity& activity, std::size_t number) {
  benchmarks::CerbosRequest request;
  request.set_request_id(absl::StrCat("request-", number));
  request.mutable_principal()->set_id("applicant");
  request.mutable_principal()->add_roles("applicant");
  benchmarks::CerbosCheck& check = *request.add_resources();
  check.add_actions("classify");
  benchmarks::CerbosResource& resource = *check.mutable_resource();
  resource.set_kind("activity");
  resource.set_id(absl::StrCat("activity-", number));
  auto& attributes = *resource.mutable_attr();
  attributes["scope"].set_string_value(activity.scope_id());
  attributes["scale"].set_number_value(activity.scale());
  return Encoded(request);
}

// That `theirs` has the risk level of `ours`, and no permit that ours has not.
bool Agree(const std::string& theirs, const std::string& ours) {
  benchmarks::CerbosResponse response;
  v1::ClassifyActivityResponse expected;
  if (!response.ParseFromString(theirs) || !expected.ParseFromString(ours)) return false;
  if (response.results_size() != 1 || response.results(0).outputs_size() != 1) return false;
  const auto& fields = response.results(0).outputs(0).val().struct_value().fields();
  const auto level = static_cast<std::size_t>(expected.classification().risk_level());
  if (fields.at("risk").string_value() != kLevels[level]) return false;
  std::set<std::string> codes;
  for (const v1::Permit& permit : expected.classification().permits()) codes.insert(permit.code());
  const auto& permits = fields.at("permits").list_value().values();
  return !permits.empty() && std::all_of(permits.begin(), permits.end(), [&](const auto& permit) {
    return codes.contains(permit.string_value());
  });
}

// Of the first answers, how many are not izind's.
std::size_t Differences(const std::string& address, const std::vector<grpc::ByteBuffer>& questions,
                        const std::vector<std::string>& answers) {
  const std::vector<grpc::ByteBuffer> first(questions.begin(), questions.begin() + kChecked);
  const std::vector<std::string> theirs = Fetch(address, kCheckResources, first);
  std::size_t different = 0;
  for (std::size_t i = 0; i < theirs.size(); ++i) different += Agree(theirs[i], answers[i]) ? 0 : 1;
  return different;
}

}  // namespace

Run StartCerbos(const std::string& program, const fs::path& folder,
                const ClassifyRequests& requests, const std::vector<std::string>& answers) {
  if (access(program.c_str(), X_OK) != 0) {
    std::cerr << "Cerbos: not installed\n";
    return nullptr;
  }
  fs::create_directories(folder / "policies");
  std::ofstream(folder / "policies" / "activity.yaml") << Policy();
  const std::string address = absl::StrCat("127.0.0.1:", FreePort());
  const std::string configuration = folder / "cerbos.yaml";
  std::ofstream(configuration) << Configuration(folder, address);
  const auto server = std::make_shared<const ServerProcess>(Command{
      .name = "Cerbos",
      .words = {program, "server", absl::StrCat("--config=", configuration), "--log-level=error"},
      .address = address});
  if (!Connects(address, 30)) {
    std::cerr << "Cerbos: does not start\n";
    return nullptr;
  }
  const auto questions = std::make_shared<std::vector<grpc::ByteBuffer>>();
  questions->reserve(requests.size());
  for (const auto& request : requests)
    questions->push_back(Question(request.activity(), questions->size()));
  if (const std::size_t different = Differences(address, *questions, answers); different > 0) {
    std::cerr << "Cerbos: " << different << " of " << kChecked << " answers are not izind's\n";
    return nullptr;
  }
  return [server, questions](double seconds) {
    return RunCalls({kCheckResources, questions.get(), 1, 32}, *server, seconds);
  };
}

}  // namespace izin
