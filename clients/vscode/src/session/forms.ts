import type { CreateElicitationParams, CreateElicitationResult } from "../../exchange/protocol";

export interface OpenForm {
  readonly formId: string;
  readonly params: CreateElicitationParams;
}

/** Questions that an MCP server asks the user, open until answered, withdrawn, or completed elsewhere. */
export class Forms {
  private readonly open = new Map<string, { readonly params: CreateElicitationParams; readonly resolve: (result: CreateElicitationResult) => void }>();
  private counter = 0;

  get list(): readonly OpenForm[] {
    return [...this.open].map(([formId, { params }]) => ({ formId, params }));
  }

  ask(params: CreateElicitationParams, withdrawn: AbortSignal): Promise<CreateElicitationResult> {
    const formId = params.mode === "url" ? params.elicitationId : `form_${++this.counter}`;
    const answered = new Promise<CreateElicitationResult>((resolve) => this.open.set(formId, { params, resolve }));
    withdrawn.addEventListener("abort", () => this.answer(formId, { action: "cancel" }), { once: true });
    return answered;
  }

  find(formId: string): CreateElicitationParams | undefined {
    return this.open.get(formId)?.params;
  }

  answer(formId: string, result: CreateElicitationResult): boolean {
    const form = this.open.get(formId);
    this.open.delete(formId);
    form?.resolve(result);
    return form !== undefined;
  }

  cancelAll(): void {
    this.list.forEach(({ formId }) => this.answer(formId, { action: "cancel" }));
  }
}
