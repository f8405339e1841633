using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Tools;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary>Turns one answer of the model into items of the output, with their events while it arrives. For a client that does not read along everything happens at the end.</summary>
internal sealed class RoundWriter(ResponseDraft draft, ResponseEvents events, ToolSet tools)
{
    private readonly object round = new();
    private readonly StringBuilder text = new();
    private readonly SortedDictionary<int, OpenCall> calls = [];
    private Item? segment;
    private int segmentPlace;
    private bool hasReasoning;
    private bool hasText;

    /// <returns>Whether the client has seen it.</returns>
    public async ValueTask<bool> ShowAsync(ModelEvent happened)
    {
        if (!events.IsLive)
        {
            return false;
        }

        switch (happened)
        {
            case ModelEvent.ReasoningDelta { Text.Length: > 0 } delta:
                await this.AppendReasoningAsync(delta.Text);
                return true;
            case ModelEvent.TextDelta { Text.Length: > 0 } delta:
                await this.AppendTextAsync(delta.Text);
                return true;
            case ModelEvent.ToolCallDelta delta:
                return await this.AppendCallAsync(delta);
            default:
                return false;
        }
    }

    /// <summary>The answer is whole: what was not shown yet is, and everything but servers' calls is done.</summary>
    /// <returns>The calls in the model's order.</returns>
    public async Task<ImmutableArray<OpenCall>> FinishAsync(ModelEvent.Completed completed)
    {
        var isWhole = completed.Reason is not (FinishReason.Length or FinishReason.ContentFilter);
        var reasoning = completed.Message.Parts.OfType<AssistantPart.Reasoning>().ToImmutableArray<AssistantPart>();
        if (!this.hasReasoning && !reasoning.IsEmpty)
        {
            await this.CloseSegmentAsync("completed");
            await this.AppendReasoningAsync(string.Concat(reasoning.OfType<AssistantPart.Reasoning>().Where(part => part.Key is "reasoning_content" or "reasoning").Select(part => part.Value)));
        }

        if (!this.hasText && completed.Message.Text.Length > 0)
        {
            await this.AppendTextAsync(completed.Message.Text);
        }

        var parts = completed.Message.ToolCalls.ToList();
        await this.CloseSegmentAsync(isWhole || parts.Count > 0 ? "completed" : "incomplete");
        this.KeepExact(reasoning);
        var open = this.calls.Values.ToList();
        for (var index = 0; index < parts.Count; index++)
        {
            var call = index < open.Count ? open[index] : new OpenCall();
            call.Part = parts[index];
            if (index >= open.Count)
            {
                open.Add(call);
            }

            await this.FinishCallAsync(call, parts[index], isWhole ? "completed" : "incomplete");
        }

        return [.. open.Take(parts.Count)];
    }

    private async ValueTask AppendReasoningAsync(string piece)
    {
        if (this.segment is not Item.Reasoning)
        {
            await this.OpenSegmentAsync(new Item.Reasoning(ItemId.New("rs"), "", "in_progress") { Round = this.round, Exact = [] });
            await this.PartAsync("added", "");
            this.hasReasoning = true;
        }

        this.text.Append(piece);
        await this.PieceAsync("response.reasoning_text.delta", writer => writer.WriteString("delta"u8, piece));
    }

    private async ValueTask AppendTextAsync(string piece)
    {
        if (this.segment is not Item.Message)
        {
            await this.OpenSegmentAsync(new Item.Message(ItemId.New("msg"), "assistant", [], "in_progress") { Round = this.round });
            await this.PartAsync("added", "");
            this.hasText = true;
        }

        this.text.Append(piece);
        await this.PieceAsync("response.output_text.delta", writer =>
        {
            writer.WriteString("delta"u8, piece);
            WriteNoProbabilities(writer);
        });
    }

    private async ValueTask OpenSegmentAsync(Item item)
    {
        await this.CloseSegmentAsync("completed");
        this.segment = item;
        this.segmentPlace = draft.Add(item);
        await events.ItemAddedAsync(this.segmentPlace, item);
    }

    private async ValueTask CloseSegmentAsync(string status)
    {
        var whole = this.text.ToString();
        this.text.Clear();
        Item? done = null;
        switch (this.segment)
        {
            case null:
                return;
            case Item.Reasoning reasoning:
                await this.PieceAsync("response.reasoning_text.done", writer => writer.WriteString("text"u8, whole));
                done = reasoning with { Text = whole, Status = status };
                break;
            case Item.Message message:
                await this.PieceAsync("response.output_text.done", writer =>
                {
                    writer.WriteString("text"u8, whole);
                    WriteNoProbabilities(writer);
                });
                done = message with { Content = [new ContentPart.Text(whole)], Status = status };
                break;
        }

        await this.PartAsync("done", whole);
        this.segment = null;
        draft.Put(this.segmentPlace, done!);
        await events.ItemDoneAsync(this.segmentPlace, done!);
    }

    private ValueTask PartAsync(string what, string whole) => this.PieceAsync($"response.content_part.{what}", writer =>
    {
        writer.WritePropertyName("part"u8);
        if (this.segment is Item.Reasoning)
        {
            ItemWriter.WriteReasoningText(writer, whole);
            return;
        }

        ItemWriter.WriteOutputText(writer, whole);
    });

    private ValueTask PieceAsync(string type, Action<Utf8JsonWriter> more) => events.AboutAsync(type, this.segmentPlace, this.segment!.Id, writer =>
    {
        writer.WriteNumber("content_index"u8, 0);
        more(writer);
    });

    private async ValueTask<bool> AppendCallAsync(ModelEvent.ToolCallDelta delta)
    {
        if (!this.calls.TryGetValue(delta.Index, out var call))
        {
            this.calls.Add(delta.Index, call = new OpenCall());
        }

        call.Name ??= delta.Name;
        call.Held.Append(delta.ArgumentsDelta);
        if (call.Item is null && call.Name is { } name)
        {
            await this.OpenCallAsync(call, name);
        }

        if (call.Item is null)
        {
            return false;
        }

        await this.SendHeldAsync(call);
        return true;
    }

    /// <summary>A call that must be agreed to, and one of a tool that is not there, are not shown while they arrive.</summary>
    private async ValueTask OpenCallAsync(OpenCall call, string name)
    {
        call.Tool = tools.Find(name);
        call.Item = call.Tool switch
        {
            GatewayTool.Function => new Item.FunctionCall(ItemId.New("fc"), ItemId.New("call"), name, "", "in_progress") { Round = this.round },
            GatewayTool.Served { NeedsApproval: false } served => new Item.McpCall(ItemId.New("mcp"), served.Server.Label, served.Tool.Name, "", null, null, null, "in_progress") { Round = this.round },
            _ => null,
        };
        if (call.Item is not { } item)
        {
            return;
        }

        await this.CloseSegmentAsync("completed");
        call.Place = draft.Add(item);
        await events.ItemAddedAsync(call.Place, item);
        if (item is Item.McpCall)
        {
            await events.AboutAsync("response.mcp_call.in_progress", call.Place, item.Id);
        }
    }

    private async ValueTask SendHeldAsync(OpenCall call)
    {
        if (call.Held.Length == 0)
        {
            return;
        }

        var piece = call.Held.ToString();
        call.Held.Clear();
        await events.AboutAsync($"response.{KindOf(call)}_arguments.delta", call.Place, call.Item!.Id, writer => writer.WriteString("delta"u8, piece));
    }

    private async ValueTask FinishCallAsync(OpenCall call, AssistantPart.ToolCall part, string status)
    {
        if (call.Item is null)
        {
            call.Held.Clear().Append(part.RawArguments);
            await this.OpenCallAsync(call, part.Name);
        }

        if (call.Tool is GatewayTool.Served { NeedsApproval: true } asked)
        {
            await this.AskAsync(call, part, asked, status);
            return;
        }

        if (call.Item is null)
        {
            return;
        }

        await this.SendHeldAsync(call);
        var arguments = part.RawArguments.Length == 0 ? "{}" : part.RawArguments;
        await events.AboutAsync($"response.{KindOf(call)}_arguments.done", call.Place, call.Item.Id, writer => writer.WriteString("arguments"u8, arguments));
        if (call.Item is Item.McpCall served && status == "completed")
        {
            call.Item = served with { Arguments = arguments, VendorId = part.VendorId };
            draft.Put(call.Place, call.Item);
            return;
        }

        call.Item = call.Item switch
        {
            Item.FunctionCall function => function with { Arguments = arguments, VendorId = part.VendorId, Status = status },
            Item.McpCall cut => cut with { Arguments = arguments, VendorId = part.VendorId, Status = status },
            var other => other,
        };
        draft.Put(call.Place, call.Item);
        await events.ItemDoneAsync(call.Place, call.Item);
    }

    private async ValueTask AskAsync(OpenCall call, AssistantPart.ToolCall part, GatewayTool.Served tool, string status)
    {
        if (status != "completed")
        {
            return;
        }

        call.Item = new Item.ApprovalRequest(ItemId.New("mcpr"), tool.Server.Label, tool.Tool.Name, part.RawArguments.Length == 0 ? "{}" : part.RawArguments)
        {
            Round = this.round,
            VendorId = part.VendorId,
        };
        call.Place = draft.Add(call.Item);
        await events.ItemAddedAsync(call.Place, call.Item);
        await events.ItemDoneAsync(call.Place, call.Item);
    }

    /// <summary>The vendor wants its reasoning back as it was: the round's first reasoning item keeps it.</summary>
    private void KeepExact(ImmutableArray<AssistantPart> reasoning)
    {
        for (var place = 0; place < draft.Output.Count; place++)
        {
            if (draft.Output[place] is Item.Reasoning item && item.Round == this.round)
            {
                draft.Put(place, item with { Exact = reasoning });
                return;
            }
        }
    }

    private static string KindOf(OpenCall call) => call.Item is Item.McpCall ? "mcp_call" : "function_call";

    private static void WriteNoProbabilities(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("logprobs"u8);
        writer.WriteEndArray();
    }
}
