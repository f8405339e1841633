using EditorAgent.Fuzzing;
using EditorAgent.Host.Gateway.Chat;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Responses;
using EditorAgent.Host.Gateway.Tools;
using Xunit;

namespace EditorAgent.Tests.Gateway;

/// <summary>Whatever a body holds, it is a request within the rules or a refusal in the API's words.</summary>
public sealed class RequestFuzzTests
{
    private static readonly string[] Responses =
    [
        """{"model":"m","input":"x","tools":[{"type":"mcp","server_label":"a","server_url":"https://example.com/mcp","headers":{"X":"y"},"authorization":"t","allowed_tools":["a"],"require_approval":{"never":{"read_only":true},"always":{"tool_names":["b"]}}}],"tool_choice":{"type":"mcp","server_label":"a"},"metadata":{"k":"v"},"temperature":0.1,"max_output_tokens":20,"stream":true}""",
        """{"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"x"},{"type":"input_image","image_url":"data:image/png;base64,iVBORw0KGgo="}]},{"type":"mcp_list_tools","id":"mcpl_1","server_label":"a","tools":[{"name":"t","input_schema":{"type":"object"},"annotations":{"readOnlyHint":true}}]},{"type":"mcp_approval_request","id":"mcpr_1","server_label":"a","name":"t","arguments":"{}"},{"type":"mcp_approval_response","approval_request_id":"mcpr_1","approve":true},{"type":"mcp_call","id":"mcp_1","server_label":"a","name":"t","arguments":"{}","output":"x","approval_request_id":"mcpr_1"}],"text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"}}}}""",
        """{"model":"m","input":[{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"x"},{"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"x"}]},{"role":"assistant","content":[{"type":"output_text","text":"x","annotations":[]}]}],"tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":true}],"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"}]},"reasoning":{"effort":"low"},"include":["reasoning.encrypted_content"]}""",
    ];

    private static readonly string[] Chats =
    [
        """{"model":"m","messages":[{"role":"system","content":"x"},{"role":"user","content":[{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"x"}],"tools":[{"type":"function","function":{"name":"f","parameters":{}}},{"type":"mcp","server_label":"a","server_url":"https://example.com/mcp","require_approval":"never"}],"stream":true,"stream_options":{"include_usage":true},"n":1}""",
        """{"model":"m","messages":[{"role":"user","content":"a question of some length, so that what is changed is often a letter of it and nothing else at all"}],"max_tokens":1000}""",
    ];

    private static readonly string[] Words =
    [
        "\"type\":\"item_reference\"", "\"type\":null", "\"input\":", "\"id\":\"\"", "\"tools\":[{}]", "\"call_id\":\"c\"", "\"mcp_call\"", "\"server_url\":\"file:///etc/passwd\"", "\"server_url\":\"//\"", "\\u0000", "[[[[[[[[[[[[", "\"headers\":{\"a\":1}", "data:image/png;base64,", "\"require_approval\":{}", "{\"never\":{}}",
    ];

    [Fact]
    public async Task Responses_WhateverTheBodyHolds_IsReadOrRefused()
    {
        var reader = new ResponsesRequestReader(new ResponseStore(TimeProvider.System));
        var (read, refused) = (0, 0);
        await FuzzRun.AllAsync(new ByteMutator(FuzzBudget.Seed, Responses, Words), FuzzBudget.Iterations, bytes =>
        {
            try
            {
                var request = reader.Read(RequestBody.Parse(bytes));
                new AddressGuard(allowsPrivate: false).Check(request.Tools);
                _ = Conversation.Of(request.Instructions, request.Input, ToolNames.Of);
                var draft = new ResponseDraft(request, DateTimeOffset.UnixEpoch);
                foreach (var item in request.Input)
                {
                    draft.Add(item);
                }

                Assert.NotEmpty(RequestBody.Parse(ResponseWriter.ToBytes(draft)).GetRawText());
                Assert.DoesNotContain(request.Tools.Servers, server => server.Url.Scheme is not ("http" or "https"));
                read++;
            }
            catch (ApiProblem problem)
            {
                Assert.InRange(problem.Status, 400, 499);
                refused++;
            }

            return Task.CompletedTask;
        });

        Assert.True(read > 100 && refused > 100, $"the inputs were all of one kind: {read} read, {refused} refused");
    }

    [Fact]
    public async Task Chat_WhateverTheBodyHolds_IsReadOrRefused()
    {
        var (read, refused) = (0, 0);
        await FuzzRun.AllAsync(new ByteMutator(FuzzBudget.Seed, Chats, Words), FuzzBudget.Iterations, bytes =>
        {
            try
            {
                var request = ChatRequestReader.Read(RequestBody.Parse(bytes));
                _ = Conversation.Of(null, request.Items, ToolNames.Of);
                read++;
            }
            catch (ApiProblem problem)
            {
                Assert.InRange(problem.Status, 400, 499);
                refused++;
            }

            return Task.CompletedTask;
        });

        Assert.True(read > 100 && refused > 100, $"the inputs were all of one kind: {read} read, {refused} refused");
    }
}
