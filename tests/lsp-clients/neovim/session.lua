-- One user in Neovim with `editor-agent lsp`: what they open, select, choose, allow, refuse, cancel and undo.
--
--   EDITOR_AGENT=/path/editor-agent nvim --headless -u NONE -i NONE -n -S session.lua
--
-- The workspace is the current folder. What the model says is in tests/EditorAgent.EndToEnd.Tests/LanguageServer/NeovimConversation.cs.
-- Exit code 0: all went as told. Prints the process of the server, which must be gone soon after, although nobody has stopped it.
local HANG = 90000

local seen = { questions = {}, messages = {}, progress = {} }
local answer = nil -- the title that the user chooses, for every question

local function check(condition, what)
  if not condition then error(what .. "\n" .. vim.inspect(seen), 2) end
end

local function equal(expected, actual, what)
  check(vim.deep_equal(expected, actual), string.format("%s: expected %s, got %s", what, vim.inspect(expected), vim.inspect(actual)))
end

local function until_(condition, what)
  check(vim.wait(HANG, condition, 20), "nothing came: " .. what)
end

vim.lsp.handlers["window/showMessageRequest"] = function(_, question)
  table.insert(seen.questions, question.message)
  for _, action in ipairs(question.actions) do
    if action.title == answer then return action end
  end
  return vim.NIL
end
vim.lsp.handlers["window/showMessage"] = function(_, said) table.insert(seen.messages, said.message) end
local progress = vim.lsp.handlers["$/progress"]
vim.lsp.handlers["$/progress"] = function(err, params, ...)
  table.insert(seen.progress, params)
  return progress(err, params, ...)
end

-- The menu of code actions: what was on offer, and the user's choice.
local offered, choice
vim.ui.select = function(items, options, choose)
  offered = vim.tbl_map(options.format_item, items)
  for at, title in ipairs(offered) do
    if title == choice then return choose(items[at]) end
  end
  choose(nil)
end

local function lines() return vim.api.nvim_buf_get_lines(0, 0, -1, true) end
local function on_disk(path) return table.concat(vim.fn.readfile(path), "\n") end

-- Opens the menu where the cursor is, or for lines of a selection, and takes what is called so.
local function act(title, first, last)
  offered, choice = nil, title
  if first then vim.lsp.buf.range_code_action(nil, { first, 0 }, { last, 3 }) else vim.lsp.buf.code_action() end
  until_(function() return offered ~= nil end, "code actions")
end

local function said(number)
  until_(function() return #seen.messages >= number end, "the end of turn " .. number)
  return seen.messages[number]
end

local function session()
  vim.cmd("edit notes.txt")
  local client
  local id = vim.lsp.start_client({
    name = "editor_agent",
    cmd = { vim.env.EDITOR_AGENT, "lsp" },
    root_dir = vim.fn.getcwd(),
    on_init = function(started) client = started end,
  })
  check(id, "the server did not start")
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, id)
  until_(function() return client ~= nil end, "initialize")
  print("server " .. client.rpc.pid .. "\n")

  -- What the user types and does not save; and a problem that another server shows there.
  local typed = { "# mine, unsaved", "colour=red" }
  vim.api.nvim_buf_set_lines(buffer, 0, -1, true, typed)
  vim.cmd("let &undolevels = &undolevels") -- as a typing user's change, one to undo by itself
  vim.lsp.diagnostic.on_publish_diagnostics(nil, {
    uri = vim.uri_from_bufnr(buffer),
    diagnostics = { { range = { start = { line = 1, character = 0 }, ["end"] = { line = 1, character = 6 } }, severity = 1, code = "COL1", source = "painter", message = "The colour is wrong." } },
  }, { client_id = id, bufnr = buffer })

  -- Where nothing fits, nothing is offered.
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", vim.tbl_extend("error", vim.lsp.util.make_range_params(), { context = { diagnostics = {} } }), HANG)
  equal({}, answers[id].result, "actions in plain text")

  -- A fix of the problem under the cursor, allowed: the buffer is changed, the disk is not, and one undo brings the text back.
  vim.api.nvim_win_set_cursor(0, { 2, 2 })
  answer = "Allow once"
  act("EditorAgent: Fix")
  equal({ "EditorAgent: Fix", "EditorAgent: Fix and add tests" }, offered, "actions on a problem")
  equal("EditorAgent: Changed.", said(1), "the answer")
  check(seen.questions[1]:find("-colour=red", 1, true) and seen.questions[1]:find("+colour=green", 1, true), "the question shows the change")
  equal({ "# mine, unsaved", "colour=green" }, lines(), "the buffer")
  equal("colour=red", on_disk("notes.txt"), "the disk")
  check(vim.bo.modified, "the buffer counts as changed")
  equal("begin", seen.progress[1].value.kind, "progress")
  equal("Fix: COL1 in notes.txt:2", seen.progress[1].value.message, "progress")
  equal("end", seen.progress[#seen.progress].value.kind, "progress")
  vim.cmd("undo")
  equal(typed, lines(), "the buffer after one undo")

  -- The same, refused.
  answer = "Reject"
  act("EditorAgent: Fix")
  equal("EditorAgent: I could not change it.", said(2), "the answer")
  equal(2, #seen.questions, "questions")
  equal(typed, lines(), "the buffer")

  -- And with the question closed, which ends the turn.
  answer = nil
  act("EditorAgent: Fix")
  check(said(3):find("Stopped", 1, true), "the turn ends")
  equal(typed, lines(), "the buffer")

  -- A selection: explained without a question.
  act("EditorAgent: Explain", 1, 2)
  equal({ "EditorAgent: Fix", "EditorAgent: Fix and add tests", "EditorAgent: Add tests", "EditorAgent: Explain", "EditorAgent: Document" }, offered, "actions on a selection with a problem")
  equal("EditorAgent: It is a colour.", said(4), "the answer")
  equal(3, #seen.questions, "questions")

  -- Tests for a selection: a new file, which no buffer shows, is written to the disk.
  answer = "Allow once"
  act("EditorAgent: Add tests", 2, 2)
  equal("EditorAgent: Tested.", said(5), "the answer")
  equal("colour is red", on_disk("notes.test"), "the new file")

  -- A command that never ends, cancelled from the progress.
  act("EditorAgent: Fix and add tests")
  until_(function()
    local last = seen.progress[#seen.progress]
    return last.value.kind == "report" and last.value.message:find("sleep", 1, true) and #seen.questions == 5
  end, "the running command")
  client.notify("window/workDoneProgress/cancel", { token = seen.progress[#seen.progress].token })
  check(said(6):find("Stopped", 1, true), "the turn is cancelled")
  equal("end", seen.progress[#seen.progress].value.kind, "progress")
  equal(typed, lines(), "the buffer")
  equal("colour=red", on_disk("notes.txt"), "the disk")

  -- A test that was red when the agent ran the tests has a lens; that a method has one is asked for anew, as on saving.
  vim.cmd("edit! CalcTests.cs")
  local tests = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(tests, id)
  act("EditorAgent: Explain", 3, 3)
  equal("EditorAgent: One is red.", said(7), "the answer")
  vim.lsp.codelens.refresh()
  until_(function() return #vim.lsp.codelens.get(tests) > 0 end, "a lens")
  local lens = vim.lsp.codelens.get(tests)[1]
  equal({ 1, 4 }, { #vim.lsp.codelens.get(tests), lens.range.start.line }, "the lens of the red test only")
  vim.api.nvim_win_set_cursor(0, { lens.range.start.line + 1, 0 })
  until_(function() return vim.lsp.codelens.get(tests)[1].command ~= nil end, "the lens's command")
  vim.lsp.codelens.run()
  equal("EditorAgent: I have seen the failure.", said(8), "the answer")
end

local ok, fault = xpcall(session, debug.traceback)
if not ok then
  io.stderr:write(tostring(fault) .. "\n")
  vim.cmd("cquit 1")
end
vim.cmd("qall!")
