namespace EditorAgent.Protocol;

/// <summary>Names of the methods of ACP, by the side that serves them.</summary>
public static class AcpMethods
{
    /// <summary>A notification that both sides understand.</summary>
    public const string CancelRequest = "$/cancel_request";

    /// <summary>Sent by the client, served by the agent.</summary>
    public static class Agent
    {
        public const string Initialize = "initialize";
        public const string Authenticate = "authenticate";
        public const string Logout = "logout";
        public const string NewSession = "session/new";
        public const string LoadSession = "session/load";
        public const string ResumeSession = "session/resume";
        public const string ListSessions = "session/list";
        public const string CloseSession = "session/close";
        public const string DeleteSession = "session/delete";
        public const string Prompt = "session/prompt";
        public const string Cancel = "session/cancel";
        public const string SetSessionMode = "session/set_mode";
        public const string SetSessionConfigOption = "session/set_config_option";

        /// <summary>Legacy; an option of category <c>model</c> took its place.</summary>
        public const string SetSessionModel = "session/set_model";
    }

    /// <summary>Sent by the agent, served by the client.</summary>
    public static class Client
    {
        public const string SessionUpdate = "session/update";
        public const string RequestPermission = "session/request_permission";
        public const string ReadTextFile = "fs/read_text_file";
        public const string WriteTextFile = "fs/write_text_file";
        public const string CreateTerminal = "terminal/create";
        public const string TerminalOutput = "terminal/output";
        public const string WaitForTerminalExit = "terminal/wait_for_exit";
        public const string KillTerminal = "terminal/kill";
        public const string ReleaseTerminal = "terminal/release";
        public const string CreateElicitation = "elicitation/create";
        public const string CompleteElicitation = "elicitation/complete";
    }
}
