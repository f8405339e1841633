using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Telemetry;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>How a coding task ended, for the client's model as text and for programs as an object.</summary>
internal static class CodingTaskReport
{
    public const string Schema = """
        {"type":"object","properties":{
          "sessionId":{"type":"string"},
          "stopReason":{"type":"string"},
          "answer":{"type":"string"},
          "changedFiles":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"change":{"type":"string","enum":["created","modified","deleted"]}},"required":["path","change"]}},
          "tests":{"type":"object","properties":{"passed":{"type":"integer"},"failed":{"type":"integer"},"skipped":{"type":"integer"}},"required":["passed","failed","skipped"]},
          "notAllowed":{"type":"integer","description":"Calls that a rule or the person did not allow"},
          "error":{"type":"string"}},
         "required":["sessionId","stopReason","answer","changedFiles","notAllowed"]}
        """;

    public static CallToolResult Error(string text) => new() { IsError = true, Content = [new TextContentBlock { Text = SecretMask.Of(text) }] };

    public static CallToolResult Of(SessionId session, TurnOutcome outcome, TurnAccount account, IReadOnlyList<string> notAsked)
    {
        var isError = outcome.Reason is not StopReason.EndTurn;
        return new CallToolResult
        {
            IsError = isError ? true : null,
            Content = [new TextContentBlock { Text = TextOf(session, outcome, account, notAsked) }],
            StructuredContent = JsonElement.Parse(ObjectOf(session, outcome, account).ToJsonString()),
        };
    }

    private static string TextOf(SessionId session, TurnOutcome outcome, TurnAccount account, IReadOnlyList<string> notAsked)
    {
        var text = new StringBuilder(SecretMask.Of(account.Answer).Trim());
        if (outcome.Reason is not StopReason.EndTurn)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\nThe task did not end by itself ({outcome.Reason}). {SecretMask.Of(outcome.Error ?? "")}");
        }

        text.Append(account.Files.Count == 0 ? "\n\nNo file was changed." : "\n\nChanged files:");
        foreach (var (path, change) in account.Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- {path} ({change})");
        }

        if (outcome.LastTests is { } tests)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\nLast test run: {tests.Passed} passed, {tests.Failed} failed, {tests.Skipped} skipped.");
        }

        if (outcome.DeniedCalls > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\n{outcome.DeniedCalls} call(s) were not allowed.");
        }

        if (notAsked.Count > 0)
        {
            text.Append("\n\nNot done, because it has to be asked about and this client cannot be asked (it did not declare elicitation of forms, or did not answer):");
            foreach (var one in notAsked.Distinct())
            {
                text.Append("\n- ").Append(one);
            }

            text.Append("\nUse a client with elicitation, or add allow rules to config.toml (editor-agent permissions explains them).");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n\nSession: {session.Value}").ToString().TrimStart();
    }

    private static JsonObject ObjectOf(SessionId session, TurnOutcome outcome, TurnAccount account)
    {
        var report = new JsonObject
        {
            ["sessionId"] = session.Value,
            ["stopReason"] = outcome.Reason.ToString(),
            ["answer"] = SecretMask.Of(account.Answer),
            ["changedFiles"] = new JsonArray([.. account.Files.Select(file => new JsonObject { ["path"] = file.Key, ["change"] = file.Value })]),
            ["notAllowed"] = outcome.DeniedCalls,
        };
        if (outcome.LastTests is { } tests)
        {
            report["tests"] = new JsonObject { ["passed"] = tests.Passed, ["failed"] = tests.Failed, ["skipped"] = tests.Skipped };
        }

        if (outcome.Error is { } error)
        {
            report["error"] = SecretMask.Of(error);
        }

        return report;
    }
}
