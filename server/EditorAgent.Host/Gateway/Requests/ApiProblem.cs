namespace EditorAgent.Host.Gateway.Requests;

/// <summary>What a client is told instead of an answer, in the words of OpenAI's API. The message holds no secret and no path of this machine.</summary>
internal sealed class ApiProblem(int status, string type, string message, string? param = null, string? code = null) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>For example <c>invalid_request_error</c>.</summary>
    public string Type { get; } = type;

    /// <summary>The place in the request, for example <c>tools[0].server_url</c>.</summary>
    public string? Param { get; } = param;

    public string? Code { get; } = code;

    /// <summary>The request makes no sense.</summary>
    public static ApiProblem Invalid(string? param, string message, string code = "invalid_value") =>
        new(400, "invalid_request_error", message, param, code);

    public static ApiProblem Unsupported(string param, string message) => Invalid(param, message, "unsupported_value");

    public static ApiProblem NotFound(string message, string? param = null, string? code = null) =>
        new(404, "invalid_request_error", message, param, code);
}
