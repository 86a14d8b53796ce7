#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include "service/base/excerpt.h"
#include "service/cli/backend.h"
#include "service/cli/channel.h"
#include "service/cli/commands.h"
#include "service/cli/report.h"
#include "service/client/call_status.h"
#include "service/transport/connect_handler.h"
#include "service/transport/grpc_call.h"
#include "service/transport/grpc_status.h"
#include "service/transport/json_mapping.h"

namespace izin::cli {
namespace {

struct CallOptions {
  BackendOptions backend;
  std::string method;
  std::string request = "{}";
};

grpc::Status Ask(const CallOptions& options, const std::string& path, const std::string& bytes,
                 grpc::ByteBuffer& answer) {
  const absl::StatusOr<Client> client = ClientTo(options.backend);
  if (!client.ok()) return ToGrpcStatus(client.status());
  grpc::GenericStub stub(client->channel());
  grpc::ClientContext context;
  client->AddTrace(context);
  context.set_deadline(
      std::chrono::system_clock::now() +
      std::chrono::milliseconds(static_cast<std::int64_t>(options.backend.timeout_seconds * 1000)));
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer request(&slice, 1);
  grpc::Status status;
  absl::Notification has_ended;
  stub.UnaryCall(&context, path, grpc::StubOptions(), &request, &answer, [&](grpc::Status ended) {
    status = std::move(ended);
    has_ended.Notify();
  });
  has_ended.WaitForNotification();
  return status;
}

absl::StatusOr<std::string> Call(const CallOptions& options) {
  const std::string path =
      absl::StartsWith(options.method, "/") ? options.method : "/" + options.method;
  const google::protobuf::MethodDescriptor* method = MethodAt(path);
  if (method == nullptr || method->client_streaming() || method->server_streaming()) {
    return absl::InvalidArgumentError(
        absl::StrCat("method \"", Excerpt(options.method, 200),
                     "\": want a unary one, such as izin.v1.KbliService/GetKbliEntry"));
  }
  const JsonMapping mapping;
  const absl::StatusOr<std::string> bytes = mapping.ToBytes(*method->input_type(), options.request);
  if (!bytes.ok()) return bytes.status();
  grpc::ByteBuffer answer;
  if (const grpc::Status status = Ask(options, path, *bytes, answer); !status.ok())
    return FromGrpcStatus(status);
  return mapping.ToJson(*method->output_type(), std::string(WholeBytes(answer).view()));
}

}  // namespace

void AddCallCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("call", "Any method of a server, asked in JSON");
  const auto options = std::make_shared<CallOptions>();
  command->add_option("method", options->method, "method: PACKAGE.SERVICE/METHOD")->required();
  command->add_option("request", options->request, "request as JSON [{}]");
  AddServerOptions(*command, options->backend);
  command->get_option("--server")->required();
  command->footer(
      "Example: izin call izin.v1.KbliService/GetKbliEntry '{\"code\":\"56101\"}' "
      "--server 127.0.0.1:8980");
  command->callback([options, &exit_code] {
    const absl::StatusOr<std::string> answer = Call(*options);
    if (!answer.ok()) {
      exit_code = ReportFailure(answer.status(), /*is_json=*/true);
      return;
    }
    std::cout << *answer << "\n";
    exit_code = std::cout ? 0 : kFailure;
  });
}

}  // namespace izin::cli
