import { defaultPayloadConverter } from '@temporalio/common';
import { workflowInfo } from '@temporalio/workflow';
import type {
  ActivityInput,
  Headers,
  LocalActivityInput,
  Next,
  StartChildWorkflowExecutionInput,
  WorkflowExecuteInput,
  WorkflowInboundCallsInterceptor,
  WorkflowInterceptorsFactory,
  WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';

/** The header that takes a request's correlation id to the logs of every activity it caused. */
export const CORRELATION_HEADER = 'sidetrack-correlation-id';

/** Takes the correlation id from the header of the parent or from the memo that the API set, and hands it on. */
class CorrelationCarrier implements WorkflowInboundCallsInterceptor, WorkflowOutboundCallsInterceptor {
  #header: Headers = {};

  execute(input: WorkflowExecuteInput, next: Next<WorkflowInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const given = input.headers[CORRELATION_HEADER];
    const remembered = workflowInfo().memo?.correlationId;
    if (given !== undefined) this.#header = { [CORRELATION_HEADER]: given };
    else if (typeof remembered === 'string') {
      this.#header = { [CORRELATION_HEADER]: defaultPayloadConverter.toPayload(remembered) };
    }
    return next(input);
  }

  scheduleActivity(
    input: ActivityInput,
    next: Next<WorkflowOutboundCallsInterceptor, 'scheduleActivity'>,
  ): Promise<unknown> {
    return next(this.#carry(input));
  }

  scheduleLocalActivity(
    input: LocalActivityInput,
    next: Next<WorkflowOutboundCallsInterceptor, 'scheduleLocalActivity'>,
  ): Promise<unknown> {
    return next(this.#carry(input));
  }

  startChildWorkflowExecution(
    input: StartChildWorkflowExecutionInput,
    next: Next<WorkflowOutboundCallsInterceptor, 'startChildWorkflowExecution'>,
  ): Promise<[Promise<string>, Promise<unknown>]> {
    return next(this.#carry(input));
  }

  #carry<T extends { readonly headers: Headers }>(input: T): T {
    return { ...input, headers: { ...input.headers, ...this.#header } };
  }
}

export const interceptors: WorkflowInterceptorsFactory = () => {
  const carrier = new CorrelationCarrier();
  return { inbound: [carrier], outbound: [carrier] };
};
