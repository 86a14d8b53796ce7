#include "service/transport/logged_calls.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/transport/grpc_call.h"
#include "service/transport/grpc_status.h"

namespace izin {

GivenRecords& LoggedCalls::FreshRecords() {
  thread_local GivenRecords given;
  given.Clear();
  return given;
}

void LoggedCalls::EndLogged(grpc::CallbackServerContext* context, const OpenCall& call,
                            DecisionId id, const absl::Status& status) {
  if (!status.ok()) {
    return calls_.Finish(call, ToGrpcStatus(absl::UnavailableError(absl::StrCat(
                                   "the decision cannot be logged now: ", status.message()))));
  }
  const std::string text = id.ToString();
  context->AddTrailingMetadata("izin-decision-id", text);
  if (call.pass.trace != nullptr) call.pass.trace->decision_id = text;
  calls_.Finish(call, grpc::Status());
}

void LoggedCalls::End(grpc::CallbackServerContext* context, const OpenCall& call,
                      GivenRecords& given) {
  if (!is_logged()) return calls_.Finish(call, grpc::Status());
  const bool waits = log_->mode() == DecisionLogMode::kSync;
  DecisionLog::Done done;
  if (waits) {
    done = [this, context, call](DecisionId id, const absl::Status& status) {
      EndLogged(context, call, id, status);
    };
  }
  const std::optional<DecisionId> id =
      log_->Append(CallerOf(call, *context), given, std::move(done));
  if (!id.has_value()) {
    calls_.Finish(call, grpc::Status());  // all refused, or shed
  } else if (!waits) {
    EndLogged(context, call, *id, absl::OkStatus());
  }  // else the log ends it, or has done so already
}

}  // namespace izin
